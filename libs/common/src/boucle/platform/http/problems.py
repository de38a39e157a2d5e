"""Report errors as RFC 9457 problems: ``application/problem+json`` with, per wrong field, its
place, the value received, what is wrong and what would be right."""

from collections.abc import Mapping, Sequence
from typing import Any

import rfc9457
from pydantic_core import PydanticCustomError

from boucle.platform.errors import Fault, printable
from boucle.platform.http.languages import in_language, translate
from boucle.platform.translating import Text

TYPE_URI = "urn:boucle:problem:{type}"


class Problem(rfc9457.Problem):
    """An error for the caller. ``type`` is a short slug, stable for machines. For what only HTTP
    knows (media types, sizes, headers); the domain raises DomainError."""

    def __init__(
        self,
        status: int,
        type: str,  # noqa: A002 - RFC 9457's own word
        title: str,
        detail: str | None = None,
        *,
        errors: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.faults = errors
        translate = {**in_language(), **(headers or {})}
        super().__init__(title, type_=type, detail=detail, status=status, headers=translate)

    def marshal(self, *, uri: str = "", strict: bool = False) -> dict[str, Any]:
        """Return JSON in the caller's language."""
        output = super().marshal(uri=uri, strict=strict)
        if self.faults:
            output["errors"] = [_error_output(error) for error in self.faults]
        return output | {
            name: translate(output[name]) for name in ("title", "detail") if name in output
        }


def _error_output(error: Fault) -> dict[str, object]:
    return {
        "field": error.field,
        "value": _value_output(error.value),
        "message": translate(error.message),
        "expected": translate(error.expected),
    }


def _value_output(value: object) -> object:
    return translate(value) if isinstance(value, Text) else printable(value)


def wrong(
    kind: str, message: str, expected: str, *, field: str | None = None
) -> PydanticCustomError:
    """Make a validator's error: what is wrong, and what would be right. ``field``: the wrong one,
    if the validator reads several."""
    context = {"problem": message, "expected_hint": expected}
    return PydanticCustomError(kind, "{problem}", context | ({"field": field} if field else {}))


def unauthenticated(detail: str, error: str | None = None) -> Problem:
    """Return 401 with its challenge (RFC 6750)."""
    challenge = f'Bearer error="{error}"' if error else "Bearer"
    return Problem(
        401,
        "unauthenticated",
        "Who asks is not known",
        detail,
        headers={"WWW-Authenticate": challenge},
    )
