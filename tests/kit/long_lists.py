"""A list of so many rows, given as a file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, Literal, cast
from uuid import UUID

from fastapi.responses import StreamingResponse

from boucle.platform.http import Page, TableColumn, file_of
from boucle.platform.http.languages import using_language
from boucle.platform.paging import PageRequest
from boucle.platform.translating import Language

_AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
_COLUMNS = (
    TableColumn("Nom", "Name", lambda one: one["name"]),
    TableColumn("Quantité", "Quantity", lambda one: one["value"], number=True),
    TableColumn("Exemple", "Example", lambda one: one["example"]),
    TableColumn("Le", "At", lambda one: _AT),
)
ASKED = PageRequest(50, None, None, of="/v1/things")


def pages(rows: int, name: str = "Scierie") -> Any:
    """So many, 200 a page."""

    async def page(asked: PageRequest) -> Page[dict[str, Any]]:
        first = 0 if asked.after is None else asked.after.uuid().int + 1
        last = min(first + asked.limit, rows)
        items = [
            {"name": f"{name} {number}", "value": f"{number}.5", "example": number % 2 == 0}
            for number in range(first, last)
        ]
        following = asked.cursor_at(_AT, UUID(int=last - 1)).encode() if last < rows else None
        return Page(items=items, next=following)

    return page


async def written(
    rows: int, kind: Literal["csv", "xlsx"], language: Language, name: str = "Scierie"
) -> AsyncIterator[bytes]:
    with using_language(language):
        answer = await file_of(pages(rows, name), ASKED, _COLUMNS, "things", kind)
    assert answer.headers["content-disposition"] == f'attachment; filename="things.{kind}"'
    assert answer.headers["content-language"] == language
    async for piece in cast("StreamingResponse", answer).body_iterator:
        assert isinstance(piece, bytes)
        yield piece
