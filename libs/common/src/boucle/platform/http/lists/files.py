"""Give a whole list as a file, CSV, XLSX or GeoJSON, a page in memory at a time (``format=``)."""

import csv
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final, Literal, NamedTuple

from anyio import CancelScope, to_thread
from fastapi import Query, Response
from fastapi.responses import StreamingResponse

from boucle.platform.http.languages import current_language, in_language
from boucle.platform.http.lists import geojson
from boucle.platform.http.lists.geojson import GEOJSON, Feature
from boucle.platform.http.lists.paging import LARGEST, Page
from boucle.platform.paging import Cursor, PageRequest
from boucle.platform.translating import Language

CSV: Final = "text/csv"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PIECE: Final = 256 * 1024
# A spreadsheet takes for a formula what begins so (OWASP, CSV Injection).
_FORMULA: Final = re.compile(r"[\s]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NUMBER: Final = re.compile(r"-?\d+(?:[.,]\d+)?")

Format = Literal["json", "csv", "xlsx"]
MapFormat = Literal["json", "csv", "xlsx", "geojson"]
_WHOLE: Final = "all pages as a file, whatever `limit`, `cursor`, `fields`, `expand` say"
_HEADINGS: Final = "Headings are in the language of `Accept-Language`."
AsFile = Annotated[
    Format, Query(alias="format", description=f"`csv` or `xlsx`: {_WHOLE}. {_HEADINGS}")
]
AsMap = Annotated[
    MapFormat,
    Query(alias="format", description=f"`csv`, `xlsx` or `geojson`: {_WHOLE}. {_HEADINGS}"),
]
_BYTES: Final = {"schema": {"type": "string", "format": "binary"}}
_CONTENT: Final = {CSV: {"schema": {"type": "string"}}, XLSX: _BYTES}
_OF_MAPS: Final = {**_CONTENT, GEOJSON: _BYTES}


class TableColumn(NamedTuple):
    """``of``: the value of an item; a text of digits is a number where ``number``. ``word``: what a
    key is called in a language."""

    fr: str
    en: str
    of: Callable[[Any], object]
    number: bool = False
    word: Callable[[str, Language], str] | None = None


Pages = Callable[[PageRequest], Awaitable[Page[Any]]]


def also_as_file(route: dict[str, Any] | None = None, *, mapped: bool = False) -> dict[str, Any]:
    """What the decorator of such a list takes besides, with what another helper gave. ``mapped``:
    it takes ``AsMap``.

    @router.get("/v1/flows", **also_as_file(followed("flow")))
    """
    given = route or {}
    responses = {200: {"content": _OF_MAPS if mapped else _CONTENT}, **given.get("responses", {})}
    return {**given, "responses": responses}


async def file_of(
    pages: Pages, asked: PageRequest, columns: Sequence[TableColumn], name: str, kind: Format
) -> Response:
    """Return the whole list from its first page. Raises what the first page raises."""
    language = current_language()
    rows = _rows(await _whole(pages, asked), columns, language)
    headings = [column.fr if language == "fr" else column.en for column in columns]
    written = (
        _csv(rows, headings, language) if kind == "csv" else _xlsx(rows, headings, name, language)
    )
    return _file(written, CSV if kind == "csv" else XLSX, f"{name}.{kind}", in_language())


async def map_of(pages: Pages, asked: PageRequest, feature: Feature, name: str) -> Response:
    """The same as GeoJSON, which has no words of a language."""
    written = geojson.written(await _whole(pages, asked), feature)
    return _file(written, GEOJSON, f"{name}.geojson", {})


def all_in_one(items: Sequence[Any]) -> tuple[Pages, PageRequest]:
    """What the former two take, of what has no pages."""

    async def whole(_: PageRequest) -> Page[Any]:
        return Page[Any](items=list(items))

    return whole, PageRequest(LARGEST, None, None)


def _file(
    written: AsyncIterator[bytes], media: str, name: str, more: Mapping[str, str]
) -> Response:
    headers = {
        **more,
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return StreamingResponse(written, media_type=media, headers=headers)


async def _whole(pages: Pages, asked: PageRequest) -> AsyncIterator[Sequence[Any]]:
    """The items of a page after the other; the first is read here."""
    request = replace(asked, limit=LARGEST, after=None)
    return _walked(pages, request, await pages(request))


async def _walked(
    pages: Pages, request: PageRequest, page: Page[Any]
) -> AsyncIterator[Sequence[Any]]:
    while True:
        yield page.items
        if page.next is None:
            return
        request = replace(request, after=Cursor.decode(page.next, request.sort, request.of))
        page = await pages(request)


async def _rows(
    pages: AsyncIterator[Sequence[Any]], columns: Sequence[TableColumn], language: Language
) -> AsyncIterator[list[list[object]]]:
    async for items in pages:
        yield [[_value(column, item, language) for column in columns] for item in items]


def _value(column: TableColumn, item: Any, language: Language) -> object:
    value = column.of(item)
    if column.number and isinstance(value, str):
        return Decimal(value)
    if column.word is not None and isinstance(value, str):
        return column.word(value, language)
    if value is None or isinstance(value, int | float | Decimal | datetime):
        return value
    return str(value)


def _text(value: object, language: Language) -> str:
    """A cell of CSV: a spreadsheet computes none."""
    if isinstance(value, bool):
        return _boolean(value, language)
    if isinstance(value, int | float | Decimal):
        digits = f"{Decimal(str(value)).normalize():f}"
        return digits.replace(".", ",") if language == "fr" else digits
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds").replace("+00:00", "Z")
    return _guarded("" if value is None else str(value))


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _boolean(value: bool, language: Language) -> str:
    return {"fr": ("non", "oui"), "en": ("no", "yes")}[language][value]


async def _csv(
    rows: AsyncIterator[list[list[object]]], headings: Sequence[str], language: Language
) -> AsyncIterator[bytes]:
    """With the mark by which Excel knows UTF-8; French ones part by semicolons."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";" if language == "fr" else ",", lineterminator="\r\n")
    writer.writerow(headings)
    yield ("\ufeff" + out.getvalue()).encode()
    async for page in rows:
        out.seek(0)
        out.truncate()
        writer.writerows([_text(value, language) for value in row] for row in page)
        yield out.getvalue().encode()


async def _xlsx(
    rows: AsyncIterator[list[list[object]]],
    headings: Sequence[str],
    name: str,
    language: Language,
) -> AsyncIterator[bytes]:
    """On disk until it is whole."""
    from boucle.platform.http.lists.workbooks import GrowingWorkbook  # noqa: PLC0415  its library is large

    with TemporaryDirectory() as folder:
        book = GrowingWorkbook(folder, headings, name)
        try:
            async for page in rows:
                cells = [
                    [_boolean(one, language) if isinstance(one, bool) else one for one in row]
                    for row in page
                ]
                await to_thread.run_sync(book.add, cells)
        finally:
            with CancelScope(shield=True):  # nobody waits for a large one that is given up
                await to_thread.run_sync(book.close)
        for piece in _pieces(Path(book.path)):
            yield piece


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
