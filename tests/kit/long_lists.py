"""A list of so many rows, given as a file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Literal, cast
from uuid import UUID

from fastapi.responses import StreamingResponse

from boucle.platform.http import Feature, Page, TableColumn, file_of, map_of
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
_FEATURE = Feature(
    lambda one: one["name"],
    lambda one: one["places"],
    {"value": lambda one: Decimal(one["value"]), "at": lambda _: _AT},
)
ASKED = PageRequest(50, None, None, of="/v1/things")


def pages(rows: int, name: str = "Scierie") -> Any:
    """So many, 200 a page."""

    async def page(asked: PageRequest) -> Page[dict[str, Any]]:
        first = 0 if asked.after is None else asked.after.uuid().int + 1
        last = min(first + asked.limit, rows)
        items = [
            {
                "name": f"{name} {number}",
                "value": f"{number}.5",
                "example": number % 2 == 0,
                "places": [(49.1234567890, -0.25 - at) for at in range(number % 4)],
            }
            for number in range(first, last)
        ]
        following = asked.cursor_at(_AT, UUID(int=last - 1)).encode() if last < rows else None
        return Page(items=items, next=following)

    return page


Kind = Literal["csv", "xlsx", "geojson"]


async def written(
    rows: int, kind: Kind, language: Language, name: str = "Scierie"
) -> AsyncIterator[bytes]:
    with using_language(language):
        if kind == "geojson":
            answer = await map_of(pages(rows, name), ASKED, _FEATURE, "things")
        else:
            answer = await file_of(pages(rows, name), ASKED, _COLUMNS, "things", kind)
    assert answer.headers["content-disposition"] == f'attachment; filename="things.{kind}"'
    assert answer.headers.get("content-language") == (None if kind == "geojson" else language)
    async for piece in cast("StreamingResponse", answer).body_iterator:
        assert isinstance(piece, bytes)
        yield piece
