"""Raise Boucle's refusals as exceptions: problems by RFC 9457."""

from collections.abc import Mapping
from typing import Any

import httpx
from attrs import frozen


@frozen
class FieldProblem:
    """One wrong field: the value as sent, what is wrong, what would be right."""

    field: str
    value: Any
    message: str
    expected: str


class Problem(Exception):
    """Boucle answered 4xx or 5xx. ``errors`` names the fields, where fields are wrong."""

    def __init__(self, status: int, body: Mapping[str, Any], asked: str) -> None:
        self.status = status
        self.type = str(body.get("type", "about:blank"))
        self.title = str(body.get("title") or body.get("error") or "")
        self.detail = str(body.get("detail") or body.get("error_description") or "")
        self.errors = tuple(
            FieldProblem(
                str(one.get("field", "")),
                one.get("value"),
                str(one.get("message", "")),
                str(one.get("expected", "")),
            )
            for one in body.get("errors", ())
        )
        fields = "; ".join(
            f"{one.field} {one.value!r}: {one.message} (right: {one.expected})"
            for one in self.errors
        )
        super().__init__(f"{asked}: {status} {self.title}: {fields or self.detail}")


class NotSignedIn(Problem):
    """401: the client id, its secret or the token is not valid."""


class Forbidden(Problem):
    """403: this principal may not do it."""


class NotFound(Problem):
    """404: it does not exist, or is not yours."""


class CursorGone(Problem):
    """410: the cursor is older than stored changes. Read the lists whole, then follow again."""


class VersionMoved(Problem):
    """412: somebody changed it since the version that ``If-Match`` names. Read it again.

    After a retry it may have been this very call, whose first answer was lost.
    """


class Invalid(Problem):
    """422: ``errors`` says of each field what would be right."""


class VersionNeeded(Problem):
    """428: this tool or territory asks for ``If-Match``."""


class Unavailable(Problem):
    """429, 502, 503, 504: it stayed so after all retries, or was not to be repeated."""


BY_STATUS: Mapping[int, type[Problem]] = {
    401: NotSignedIn,
    403: Forbidden,
    404: NotFound,
    410: CursorGone,
    412: VersionMoved,
    422: Invalid,
    428: VersionNeeded,
    **dict.fromkeys((429, 502, 503, 504), Unavailable),
}


def problem_of(answer: httpx.Response) -> Problem:
    """Build the exception from an answer that was read whole, a problem or anything else."""
    try:
        body = answer.json()
    except ValueError:
        body = {"detail": answer.text[:500]}
    known = BY_STATUS.get(answer.status_code, Problem)
    asked = f"{answer.request.method} {answer.request.url.path}"
    return known(answer.status_code, body if isinstance(body, dict) else {}, asked)
