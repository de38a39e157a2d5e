"""Pages: a cursor that names the last item seen, in order of ``(updated_at, id)``."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Generic, TypeVar

import msgspec
from fastapi import Depends, Query
from pydantic import AwareDatetime, BaseModel

from boucle.common.errors import Invalid, invalid_field

LARGEST = 200
T = TypeVar("T")
R = TypeVar("R")


class Page(BaseModel, Generic[T]):
    """``next``: pass it as ``cursor`` to go on; null on the last page."""

    items: list[T]
    next: str | None = None


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """A place in the order of ``(updated_at, id)``; ``id`` as text."""

    updated_at: datetime
    id: str

    def encode(self) -> str:
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str) -> "Cursor":
        """Raises Invalid on what ``encode`` did not make."""
        try:
            raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
            cursor = msgspec.json.decode(raw, type=cls)
        except (binascii.Error, ValueError) as error:
            raise _malformed(text) from error
        if cursor.updated_at.tzinfo is None or "\x00" in cursor.id or len(cursor.id) > 256:
            raise _malformed(text)
        return cursor


def _malformed(text: str) -> Invalid:
    return invalid_field(
        "query.cursor", text, "not a cursor", "the `next` of the previous page, unchanged"
    )


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Ask the store for ``limit + 1`` rows strictly after ``after``, updated at or after
    ``updated_after``, ordered by ``(updated_at, id)``."""

    limit: int
    after: Cursor | None
    updated_after: datetime | None


def page_request(
    limit: Annotated[int, Query(ge=1, le=LARGEST)] = 50,
    cursor: Annotated[
        str | None, Query(max_length=1000, description="The `next` of the previous page.")
    ] = None,
    updated_after: Annotated[
        AwareDatetime | None,
        Query(
            description="Only what changed at or since (ISO 8601). To follow changes, give a "
            "moment a minute before the last `updated_at` that you saw: what is written at once "
            "may show in another order. What comes twice has the same `version`."
        ),
    ] = None,
) -> PageRequest:
    """The dependency behind ``Paging``."""
    return PageRequest(limit, None if cursor is None else Cursor.decode(cursor), updated_after)


Paging = Annotated[PageRequest, Depends(page_request)]


def page_of(
    rows: Sequence[R],
    request: PageRequest,
    *,
    place: Callable[[R], tuple[datetime, object]],
    show: Callable[[R], T],
) -> Page[T]:
    """Make the page from up to ``limit + 1`` rows; ``place`` gives a row's ``(updated_at, id)``."""
    shown = rows[: request.limit]
    following = None
    if len(rows) > request.limit:
        updated_at, id_ = place(shown[-1])
        following = Cursor(updated_at, str(id_)).encode()
    return Page(items=[show(row) for row in shown], next=following)
