"""Errors as RFC 9457 problems: ``application/problem+json`` with, per field at fault, its place,
the value received, what is wrong and what would be right."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import rfc9457
from pydantic_core import PydanticCustomError

TYPE_URI = "urn:boucle:problem:{type}"


@dataclass(frozen=True, slots=True)
class FieldError:
    """``field`` is a path such as ``body.qualities.moisture.low`` or ``query.cursor``."""

    field: str
    value: object
    message: str
    expected: str


class Problem(rfc9457.Problem):
    """What went wrong, for the caller. ``type`` is a short slug, stable for machines."""

    def __init__(
        self,
        status: int,
        type: str,  # noqa: A002 - RFC 9457's own word
        title: str,
        detail: str | None = None,
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        extras: dict[str, Any] = {}
        if errors:
            extras["errors"] = [{**asdict(e), "value": printable(e.value)} for e in errors]
        super().__init__(
            title, type_=type, detail=detail, status=status, headers=dict(headers or {}), **extras
        )


def invalid(errors: Sequence[FieldError]) -> Problem:
    """422: the request was read, and these fields are wrong."""
    count = "one field is" if len(errors) == 1 else f"{len(errors)} fields are"
    return Problem(
        422, "invalid-request", "The request is not valid", f"{count} wrong", errors=errors
    )


def invalid_field(field: str, value: object, message: str, expected: str) -> Problem:
    """422 on one field."""
    return invalid([FieldError(field, value, message, expected)])


def wrong(
    kind: str, message: str, expected: str, *, field: str | None = None
) -> PydanticCustomError:
    """To raise in a validator: what is wrong, and what would be right. ``field``: which one, where
    the validator looks at several together."""
    told = {"problem": message, "expected_hint": expected}
    return PydanticCustomError(kind, "{problem}", told | ({"field": field} if field else {}))


def not_found(what: str, id: object) -> Problem:  # noqa: A002
    """404: it does not exist, or it is not the caller's to see (both read the same)."""
    return Problem(404, "not-found", "Not found", f"no {what} {printable(id)!r} that you may see")


def unauthenticated(detail: str, error: str | None = None) -> Problem:
    """401 with its challenge (RFC 6750)."""
    challenge = f'Bearer error="{error}"' if error else "Bearer"
    return Problem(
        401,
        "unauthenticated",
        "Who asks is not known",
        detail,
        headers={"WWW-Authenticate": challenge},
    )


def forbidden(detail: str) -> Problem:
    """403: known, but not allowed whatever the object."""
    return Problem(403, "forbidden", "Not allowed", detail)


def conflict(detail: str, *, type: str = "conflict") -> Problem:  # noqa: A002
    """409: it does not fit the present state."""
    return Problem(409, type, "It does not fit the present state", detail)


def printable(value: object) -> object:
    """A value that any JSON encoder takes, cut short: echoing input must never fail."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) < 2**63:
        return value
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if isinstance(value, str):
        text = value
    elif isinstance(value, int):
        text = "a number beyond 64 bits"
    elif isinstance(value, list | tuple | set | frozenset | dict):
        return f"({'object' if isinstance(value, dict) else 'list'} of {len(value)})"
    else:
        text = str(value)
    text = text.encode("utf-8", "replace").decode().replace("\x00", "\\u0000")
    return text if len(text) <= 200 else f"{text[:200]}…"
