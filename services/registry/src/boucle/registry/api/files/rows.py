"""What is wrong with a row of a file: the checks of a JSON body, said of its cells."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from boucle.catalogue import Catalogue
from boucle.platform.errors import Fault, Faulty
from boucle.platform.http.errors import wrong_fields
from boucle.platform.translating import tr, translated
from boucle.registry.api.declarations.shapes import Shape
from boucle.registry.files.layout import Layout, Path, RowFault
from boucle.registry.files.table import FileTable, TableRow, column_letter

Good = TypeVar("Good")
_ONCE = "one reference a row"


@dataclass(frozen=True, slots=True)
class Row:
    """A row, as its faults name it. ``places``: of columns that fill fields of this row only."""

    row: TableRow
    layout: Layout
    places: Mapping[Path, int] = field(default_factory=dict)

    @property
    def line(self) -> int:
        """As a spreadsheet shows it."""
        return self.row.line

    @property
    def texts(self) -> dict[str, str]:
        return self.layout.texts(self.row)

    def cell(self, path: Path) -> tuple[str, str | None]:
        """The header of the column that fills a field, and the cell as it is written; None where
        the file has no such column."""
        place = self.places.get(path, self.places.get(path[:1]))
        if place is None:
            place = self.layout.place_of(path, self.row.cells)
        if place is None:
            return self.layout.header_of(path), None
        return self.layout.header[place], self.row.cells[place]

    def fault(
        self,
        path: Path,
        value: object,
        message: str,
        expected: str,
    ) -> RowFault:
        """Of the cell that filled the field, as it is written: people look for what they wrote."""
        header, written = self.cell(path)
        shown = value if written is None else written or None
        return RowFault(header, shown, message, expected, line=self.line)

    def of(self, fault: Fault) -> RowFault:
        return self.fault(steps(fault.field), fault.value, fault.message, fault.expected)

    def repeated(self, first: int, reference: object) -> RowFault:
        message = tr("is the same row as line {first}", first=first)
        return self.fault(("reference",), reference, message, _ONCE)

    def unfit(self, body: type[BaseModel], values: Mapping[str, object]) -> list[RowFault]:
        """What the body's own checks say of the values."""
        try:
            body.model_validate(values)
        except ValidationError as error:
            return list(self.invalid(error, body))
        return []

    def read(
        self,
        shape: Shape[Any],
        body: type[BaseModel],
        values: Mapping[str, object],
        catalogue: Catalogue,
        only: Callable[[Fault], bool] = lambda _: True,
    ) -> "Read":
        """What a JSON body of these values would be read as. ``only``: the faults to tell."""
        try:
            return Read(shape.draft(body.model_validate(values), catalogue), [], False)
        except ValidationError as error:
            return Read(None, list(self.invalid(error, body)), True)
        except Faulty as faulty:
            return Read(None, [self.of(each) for each in faulty.faults if only(each)], False)

    def invalid(self, error: ValidationError, body: type[BaseModel]) -> Iterator[RowFault]:
        for details in error.errors(include_url=False):
            path, wrong = wrong_cell(details, body)
            yield self.fault(path, wrong.value, wrong.message, wrong.expected)


class Read(NamedTuple):
    """A draft, or what is wrong. ``invalid``: with single fields, not with them together."""

    draft: Any
    faults: list[RowFault]
    invalid: bool


@dataclass(slots=True)
class Checked(Generic[Good]):
    """What was read of rows that are right, and the faults of the others; every row by its line."""

    good: list[Good] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    rows: dict[int, Row] = field(default_factory=dict)


def steps(path: str) -> Path:
    return tuple(path.replace("[", ".").replace("]", "").split("."))


def wrong_cell(details: ErrorDetails, body: type[BaseModel]) -> tuple[Path, Fault]:
    """What a validator found, and where; its value is None of what is missing. Its words are by
    the type of error, else as at any other door."""
    context = details.get("ctx", {})
    path = (*map(str, details["loc"]), *([context["field"]] if "field" in context else ()))
    value = None if details["type"] == "missing" else str(details["input"])[:200]
    placed = ErrorDetails(**{**details, "loc": ("body", *details["loc"])})
    error = wrong_fields([placed], body).errors[0]
    message, expected = _OF_CELLS.get(details["type"], (error.message, error.expected))
    return path, Fault(".".join(path), value, message, expected)


# By pydantic's or registry's own type of error: what is wrong, and what would be right.
_OF_CELLS = {
    "decimal": ("is not a number", "a number such as 1234,5"),
    "date": ("is not a plausible date", "a date from 1900 to 2200, such as 31/01/2026"),
    "date_from_datetime_parsing": (
        "is no day of the calendar",
        "a day of the calendar, such as 31/01/2026",
    ),
    "many": ("says too much", "at most 40 qualities"),
}


def error_of(fault: RowFault, table: FileTable) -> Mapping[str, Any]:
    """As JSON; with its cell, as a spreadsheet names it, where the file is a workbook."""
    place = next((at for at, name in enumerate(table.header) if name == fault.field), None)
    named = place is not None and table.sheet is not None
    return {
        "line": fault.line,
        "column": fault.field,
        "cell": f"{column_letter(place)}{fault.line}" if named and place is not None else None,
        "value": fault.value,
        "message": translated(fault.message, "fr"),
        "expected": translated(fault.expected, "fr"),
        "en": [str(fault.message), str(fault.expected)],
    }


def sentence_of(fault: RowFault) -> str:
    """As people read it in the file that comes back."""
    written = "" if fault.value in (None, "") else f" « {fault.value} »"
    message, expected = translated(fault.message, "fr"), translated(fault.expected, "fr")
    return f"{fault.field}{written} {message} ; attendu : {expected}"
