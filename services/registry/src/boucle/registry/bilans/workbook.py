"""Sheets of an XLSX workbook as rows of text: what a person sees in each cell.

Values are those that the spreadsheet kept; formulas are not computed. Sizes are checked before
anything is unpacked, as the file says them: no more than that is ever read of a part.
"""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from itertools import zip_longest
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook

from boucle.registry.bilans.table import FILES, MAX_COLUMNS, NotABilan, NoValue, TableRow

_MAX_PARTS: Final = 2_000
_MAX_ROW: Final = 1_048_576  # a sheet has no more
_TABLES: Final = 30_000_000  # bytes of a sheet, or of all texts, unpacked
_OTHERS: Final = 5_000_000  # bytes of a part that is read whole, unpacked
_WHOLE: Final = 100_000_000  # bytes of all that may be read, unpacked
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
    """A workbook, read as values and as formulas: only both tell a formula without a value."""

    def __init__(self, values: Workbook, formulas: Workbook) -> None:
        self._values = values
        self._formulas = formulas

    def sheets(self) -> list[str]:
        """Names, those that a person sees first."""
        visible = [sheet.title for sheet in self._values.worksheets if _is_visible(sheet)]
        return [*visible, *(s.title for s in self._values.worksheets if s.title not in visible)]

    def rows(self, sheet: str) -> Iterator[TableRow]:
        """Rows that are not empty, hidden ones too. Raises NotABilan, while it reads too."""
        with _damage_named():
            both = (_raw_rows(book[sheet]) for book in (self._values, self._formulas))
            for line, (cells, written) in enumerate(zip_longest(*both, fillvalue=()), 1):
                if line > _MAX_ROW:
                    raise NotABilan("form", line, _DAMAGED, _AGAIN)
                row = _row(line, cells, written)
                if any(row.cells):
                    yield row


@contextmanager
def opened(content: bytes) -> Iterator[OpenWorkbook]:
    """Raises NotABilan."""
    _check_parts(content)
    with _damage_named():
        values = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    with closing(values):
        with _damage_named():
            formulas = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        with closing(formulas):
            yield OpenWorkbook(values, formulas)


@contextmanager
def _damage_named() -> Iterator[None]:
    """The library names no error of its own for a damaged file: it raises whatever it meets."""
    try:
        yield
    except NotABilan:
        raise
    except Exception as error:
        raise NotABilan("form", None, _DAMAGED, _AGAIN) from error


def _check_parts(content: bytes) -> None:
    try:
        with ZipFile(BytesIO(content)) as archive:
            sizes = {part.filename: part.file_size for part in archive.infolist()[: _MAX_PARTS + 1]}
    except (BadZipFile, ValueError, EOFError, NotImplementedError, OSError) as error:
        raise NotABilan("form", None, _DAMAGED, _AGAIN) from error
    if "xl/workbook.xml" not in sizes:
        what = next((what for part, what in _KINDS if part in sizes), "une archive ZIP")
        raise NotABilan("media", what, f"c'est {what}", FILES)
    read = {name: size for name, size in sizes.items() if name.endswith((".xml", ".rels"))}
    too_big = [name for name, size in read.items() if size > _limit(name)]
    if len(sizes) > _MAX_PARTS or too_big or sum(read.values()) > _WHOLE:
        right = f"au plus {_TABLES} octets par feuille une fois décompressée"
        raise NotABilan("size", next(iter(too_big), None), "le classeur est trop gros", right)


def _limit(part: str) -> int:
    return _TABLES if part.startswith("xl/worksheets/") or "sharedStrings" in part else _OTHERS


def _is_visible(sheet: Any) -> bool:
    return bool(sheet.sheet_state == "visible")


def _raw_rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # what the file says of them is often wrong
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(max_col=MAX_COLUMNS + 1)
    return rows


def _row(line: int, cells: tuple[Any, ...], written: tuple[Any, ...]) -> TableRow:
    texts = [_text(cell) for cell in cells]
    without: dict[int, NoValue] = {}
    for place, (cell, formula) in enumerate(zip(cells, written, strict=False)):
        if cell.data_type == "e":
            without[place] = _FAILED
        elif cell.value is None and cell.data_type == "n" and formula.data_type == "f":
            texts[place] = formula.value if isinstance(formula.value, str) else "="
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
