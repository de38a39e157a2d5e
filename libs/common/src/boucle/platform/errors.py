"""Use cases, decisions and stores refuse with these errors, free of HTTP: raise what the functions
return. Only ``boucle.platform.http.errors`` knows the status and body of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from enum import Enum
from uuid import UUID

from boucle.platform.translating import tr


@dataclass(frozen=True, slots=True)
class Fault:
    """A value that is wrong, and what would be right. ``field`` is a path such as
    ``body.qualities.moisture.low`` or ``query.cursor``, or inside what was sent: ``quantity.unit``.
    ``against``: the field that this one disagrees with."""

    field: str
    value: object
    message: str
    expected: str
    against: str | None = None


class DomainError(Exception):
    """A request that cannot be done. ``code``: a short slug, stable for machines."""

    code: str
    title: str

    def __init__(
        self,
        detail: str | None = None,
        *,
        code: str | None = None,
        title: str | None = None,
        errors: Sequence[Fault] = (),
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code or self.code
        self.title = title or self.title
        self.errors = errors


class Invalid(DomainError):
    code, title = "invalid-request", "The request is not valid"


class Faulty(Invalid):
    """An input that cannot be taken as it is; all that is wrong, not only the first. ``place``: the
    part of the request that holds the ``faults``, whose fields are paths inside it."""

    def __init__(self, *faults: Fault, place: str = "body") -> None:
        errors = [replace(fault, field=f"{place}.{fault.field}") for fault in faults]
        super().__init__(_detail(errors), errors=errors)
        self.faults = faults

    def __str__(self) -> str:
        shown = (f"{one.field} = {one.value!r}: expected {one.expected}" for one in self.faults)
        return "; ".join(shown)


class NotFound(DomainError):
    code, title = "not-found", "Not found"


class Forbidden(DomainError):
    code, title = "forbidden", "Not allowed"


class Conflict(DomainError):
    code, title = "conflict", "It does not fit the present state"


class Gone(DomainError):
    code, title = "gone", "It was there, and is no more"


class Stale(DomainError):
    """The caller's condition (``If-Match``) does not hold."""

    code, title = "changed-meanwhile", "It changed since you read it"


class NoCondition(DomainError):
    """A change that must name the version it is based on, and does not."""

    code, title = "condition-missing", "Say which version you change"


class Unavailable(DomainError):
    code, title = "unavailable", "Not available right now"
    retry_after: int | None = None
    """Seconds after which the same request may pass."""


def invalid(errors: Sequence[Fault]) -> Invalid:
    """The request was read, and these fields are wrong."""
    return Invalid(_detail(errors), errors=errors)


def _detail(errors: Sequence[Fault]) -> str:
    if len(errors) == 1:
        return "one field is wrong"
    return tr("{count} fields are wrong", count=len(errors))


def invalid_field(field: str, value: object, message: str, expected: str) -> Invalid:
    """One field is wrong."""
    return invalid([Fault(field, value, message, expected)])


def not_found(what: str, id: object) -> NotFound:  # noqa: A002
    """Return the error of an object that does not exist or that the caller may not see."""
    return NotFound(tr("no {what} {id} that you may see", what=what, id=printable(id)))


def forbidden(detail: str) -> Forbidden:
    """Return the error of an authenticated caller without the right, whatever the object."""
    return Forbidden(detail)


def conflict(detail: str, *, code: str | None = None, title: str | None = None) -> Conflict:
    """Return the error of a request that does not fit the present state."""
    return Conflict(detail, code=code, title=title)


def unavailable(
    code: str, title: str, detail: str | None = None, *, retry_after: int | None = None
) -> Unavailable:
    """Return the error of a request that may succeed later."""
    error = Unavailable(detail, code=code, title=title)
    error.retry_after = retry_after
    return error


def written(value: date | time) -> str:
    """Return it as in RFC 3339, with its own offset: as the caller would write it."""
    return value.isoformat().replace("+00:00", "Z")


def printable(value: object) -> object:
    """Return a value that any JSON encoder takes, shortened: echoing input must never fail."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) < 2**63:
        return value
    if isinstance(value, bytes | bytearray):
        value = value.decode("utf-8", "replace")
    if isinstance(value, str):
        text = value
    elif isinstance(value, int):
        text = "a number beyond 64 bits"
    elif isinstance(value, list | tuple | set | frozenset | dict):
        return f"({'object' if isinstance(value, dict) else 'list'} of {len(value)})"
    elif isinstance(value, date | time):
        text = written(value)
    elif isinstance(value, float | Decimal | UUID | Enum):
        text = str(value)
    else:
        return "(object)"  # how Python would show it is nobody's business
    text = text.encode("utf-8", "replace").decode().replace("\x00", "\\u0000")
    return text if len(text) <= 200 else f"{text[:200]}…"
