"""Write a table as an XLSX workbook, row by row; in its own module, as its library is large."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from xlsxwriter import Workbook

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_COMPUTED: Final = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_LONGEST: Final = 32_767
"""Characters of a cell, as Excel takes them."""
_ROWS: Final = 1_000_000
"""Of a sheet; others follow on the next."""
_WIDTH: Final = 18
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


class GrowingWorkbook:
    """A workbook that grows in a folder, from which it is one file once it is closed. People's text
    stays text, whatever it begins with: no spreadsheet computes it."""

    def __init__(
        self, folder: str, headings: Sequence[str], name: str, rows_of_a_sheet: int = _ROWS
    ) -> None:
        self.path = f"{folder}/table.xlsx"
        self._book = Workbook(self.path, {**_OPTIONS, "tmpdir": folder})
        self._bold = self._book.add_format({"bold": True})
        self._quoted = self._book.add_format({"quote_prefix": True})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._headings, self._name, self._sheets = headings, name[:25], 0
        self._row, self._most = 0, rows_of_a_sheet
        self._sheet: Any = None
        self._begin()

    def add(self, rows: Iterable[Sequence[object]]) -> None:
        for row in rows:
            if self._row > self._most:
                self._begin()
            for column, value in enumerate(row):
                self._write(column, value)
            self._row += 1

    def close(self) -> None:
        self._book.close()

    def _begin(self) -> None:
        self._sheets += 1
        title = self._name if self._sheets == 1 else f"{self._name} {self._sheets}"
        self._sheet, self._row = self._book.add_worksheet(title), 1
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, len(self._headings) - 1, _WIDTH)
        for column, heading in enumerate(self._headings):
            self._sheet.write_string(0, column, heading, self._bold)

    def _write(self, column: int, value: object) -> None:
        if isinstance(value, int | float | Decimal):
            self._sheet.write_number(self._row, column, value)
        elif isinstance(value, datetime):  # a workbook knows no time zone: UTC
            self._sheet.write_datetime(
                self._row, column, value.astimezone(UTC).replace(tzinfo=None), self._moment
            )
        elif value is not None:
            text = _CONTROL.sub("", str(value))[:_LONGEST]
            form = self._quoted if text[:1] in _COMPUTED else None
            self._sheet.write_string(self._row, column, text, form)
