"""Sheets of an XLSX workbook as rows of text: what a person sees in each cell.

Values are those that the spreadsheet kept; formulas are not computed. Sizes are checked before
anything is unpacked, as the file says them: no more than that is ever read of a part.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.reader.workbook import WorkbookParser

from boucle.registry.files.table import FILES, MAX_COLUMNS, MAX_ROWS, NotABilan, NoValue, TableRow
from boucle.registry.files.workbook_parts import SheetPart, TooMuch, looked_through

_WORKBOOK: Final = "xl/workbook.xml"
_MAX_PARTS: Final = 2_000
_MAX_UNPACKED: Final = 60_000_000  # bytes
_MAX_ROW: Final = 100_000  # empty ones too
_DAMAGED: Final = "le classeur ne se lit pas : il est endommagé, incomplet ou chiffré"
_AGAIN: Final = "un classeur que votre tableur ouvre sans le réparer, enregistré en .xlsx"
_NOT_COMPUTED: Final = NoValue(
    "est une formule dont le classeur ne garde pas le résultat",
    "la valeur : ouvrez le fichier dans un tableur et enregistrez-le, ou collez les valeurs",
)
_FAILED: Final = NoValue("est une erreur de calcul du tableur", "une valeur")
_KINDS: Final = (  # a part that only such a file has
    ("xl/workbook.bin", "un classeur XLSB"),
    ("content.xml", "un document OpenDocument (ODS ou ODT)"),
    ("word/document.xml", "un document DOCX"),
    ("ppt/presentation.xml", "une présentation PPTX"),
)


class OpenWorkbook:
    """A workbook, and what was seen of its parts: which formulas have no value."""

    def __init__(self, values: Workbook, parts: Mapping[str, SheetPart]) -> None:
        self._values = values
        self._parts = parts

    def sheets(self) -> list[str]:
        """Names, those that a person sees first."""
        return sorted(self._parts, key=lambda name: self._values[name].sheet_state != "visible")

    def rows(self, sheet: str) -> Iterator[TableRow]:
        """Rows that are not empty, hidden ones too. Raises NotABilan, while it reads too."""
        not_computed = self._parts[sheet].not_computed
        with _damage_named():
            for line, cells in enumerate(_raw_rows(self._values[sheet]), 1):
                if line > _MAX_ROW:
                    right = "sans lignes vides après le tableau"
                    raise NotABilan("size", line, f"plus de {_MAX_ROW} lignes, vides ou non", right)
                row = _row(line, cells[: MAX_COLUMNS + 1], not_computed.get(line, ()))
                if row.cells:
                    yield row


@contextmanager
def opened(content: bytes) -> Iterator[OpenWorkbook]:
    """Raises NotABilan."""
    with _damage_named():
        parts = _parts(content)
        values = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    with closing(values):
        names = {sheet.title for sheet in values.worksheets}
        yield OpenWorkbook(values, {name: p for name, p in parts.items() if name in names})


@contextmanager
def _damage_named() -> Iterator[None]:
    """The library names no error of its own for a damaged file: it raises whatever it meets."""
    try:
        yield
    except NotABilan:
        raise
    except Exception as error:
        raise NotABilan("form", None, _DAMAGED, _AGAIN) from error


def _parts(content: bytes) -> dict[str, SheetPart]:
    """By the sheet's name. Raises NotABilan, and what a damaged archive raises."""
    with ZipFile(BytesIO(content)) as archive:
        sizes = {part.filename: part.file_size for part in archive.infolist()}
        if _WORKBOOK not in sizes:
            what = next((what for part, what in _KINDS if part in sizes), "une archive ZIP")
            raise NotABilan("media", what, f"c'est {what}", FILES)
        right = f"au plus {_MAX_UNPACKED} octets une fois décompressé, et {MAX_ROWS} lignes"
        too_big = NotABilan("size", len(content), "le classeur est trop gros", right)
        if len(archive.infolist()) > _MAX_PARTS or sum(sizes.values()) > _MAX_UNPACKED:
            raise too_big
        try:
            parts = looked_through(archive, list(sizes))
        except TooMuch as error:
            raise too_big from error
        parser = WorkbookParser(archive, _WORKBOOK, keep_links=False)
        parser.parse()
        return {
            sheet.name: parts[rel.target]
            for sheet, rel in parser.find_sheets()
            if rel.target in parts
        }


def _raw_rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # what the file says of them is often wrong
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows()
    return rows


def _row(line: int, cells: Sequence[Any], not_computed: Sequence[int]) -> TableRow:
    texts = [_text(cell) for cell in cells]
    without = {place: _FAILED for place, cell in enumerate(cells) if cell.data_type == "e"}
    for place in not_computed:
        if place < len(texts):
            texts[place] = "(formule)"
            without[place] = _NOT_COMPUTED
    while texts and not texts[-1]:
        texts.pop()
    return TableRow(line, texts, without)


def _text(cell: Any) -> str:
    match cell.value:
        case None:
            return ""
        case bool(value):
            return "oui" if value else "non"
        case int(value) | float(value):
            return _number(value, cell.number_format or "")
        case datetime() as moment:
            return f"{moment:%d/%m/%Y}" if moment.time() == time() else f"{moment:%d/%m/%Y %H:%M}"
        case date() as day:
            return f"{day:%d/%m/%Y}"
        case value:
            return str(value).strip()


def _number(value: float, number_format: str) -> str:
    """With a comma; the 15 digits that a spreadsheet keeps; ``15 %`` and leading zeros as shown."""
    exact = Decimal(format(value, ".15g"))
    if not exact.is_finite():
        return str(exact)
    if re.fullmatch(r"0{2,20}", number_format) and exact == exact.to_integral_value():
        return f"{int(exact):0{len(number_format)}}"
    percent = re.fullmatch(r"[#,0.\s]*%", number_format) is not None
    text = format(exact * 100 if percent else exact, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",") + (" %" if percent else "")
