"""Make pages: a cursor names the last item of a page, in the order of the list."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Query, Request
from pydantic import AwareDatetime, BaseModel, ConfigDict, WithJsonSchema

from boucle.platform.paging import Cursor, PageRequest, Place, Sort, sort_named

LARGEST = 200
T = TypeVar("T")
R = TypeVar("R")


class Page(BaseModel, Generic[T]):
    """A page of a list."""

    # a docstring would not reach the schemas of Page[...]
    model_config = ConfigDict(
        json_schema_extra={
            "description": "A page of a list. `next`: pass it as `cursor` to go on; null on the "
            "last page."
        }
    )

    items: list[T]
    next: str | None = None


_Limit = Annotated[int, Query(ge=1, le=LARGEST)]
_CursorText = Annotated[
    str | None, Query(max_length=5000, description="The `next` of the previous page.")
]
_UpdatedAfter = Annotated[
    AwareDatetime | None,
    Query(
        description="Only what changed at or since (ISO 8601). To follow changes, use the feed "
        "(`GET /v1/changes`): what is written at once may show here in another order."
    ),
]


async def page_request(
    request: Request,
    limit: _Limit = 50,
    cursor: _CursorText = None,
    updated_after: _UpdatedAfter = None,
) -> PageRequest:
    """Provide ``Paging`` as a dependency."""
    of = request.url.path
    after = None if cursor is None else Cursor.decode(cursor, of=of)
    return PageRequest(limit, after, updated_after, of=of)


Paging = Annotated[PageRequest, Depends(page_request)]


def sorted_by(*sorts: Sort) -> Any:
    """A dependency: the page that is asked for of a list with these orders, the first by default.

    Names = Annotated[PageRequest, sorted_by(*both_ways(BY_CHANGE, Sort("name", text=True)))]
    """
    names = [sort.name for sort in sorts]
    description = f"The order, ties by id; `-` falls. By default `{names[0]}`."
    schema = WithJsonSchema({"type": "string", "enum": names})

    async def dependency(
        request: Request,
        limit: _Limit = 50,
        cursor: _CursorText = None,
        updated_after: _UpdatedAfter = None,
        sort: Annotated[Annotated[str, schema] | None, Query(description=description)] = None,
    ) -> PageRequest:
        order = sort_named(sort, sorts)
        of = request.url.path
        after = None if cursor is None else Cursor.decode(cursor, order, of)
        return PageRequest(limit, after, updated_after, order, of)

    return Depends(dependency)


def page_of(
    rows: Sequence[R],
    request: PageRequest,
    *,
    place: Callable[[R], Place],
    show: Callable[[R], T],
) -> Page[T]:
    """Make the page from up to ``limit + 1`` rows; ``place`` returns a row's sort value and id."""
    items = rows[: request.limit]
    following = None
    if len(rows) > request.limit:
        following = request.cursor_at(*place(items[-1])).encode()
    return Page(items=[show(row) for row in items], next=following)
