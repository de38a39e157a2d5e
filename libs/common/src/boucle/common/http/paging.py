"""Pages: a cursor that names the last item seen, in order of ``(updated_at, id)``."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Query
from pydantic import AwareDatetime, BaseModel

from boucle.common.paging import Cursor, PageRequest

LARGEST = 200
T = TypeVar("T")
R = TypeVar("R")


class Page(BaseModel, Generic[T]):
    """``next``: pass it as ``cursor`` to go on; null on the last page."""

    items: list[T]
    next: str | None = None


async def page_request(
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
