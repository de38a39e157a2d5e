"""From the rows of a *bilan* to drafts: the same checks as a flow sent as JSON."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from boucle.catalogue import Catalogue
from boucle.platform.http.errors import wrong_fields
from boucle.platform.http.wording import in_french
from boucle.registry.api.schemas.declarations.flows import FlowIn
from boucle.registry.api.wire import declared_flow
from boucle.registry.declarations.flows.drafts import drafted
from boucle.registry.declarations.flows.warnings import written_warnings
from boucle.registry.domain.codes import nace_of
from boucle.registry.domain.entities import FlowDraft
from boucle.registry.domain.faults import Fault, Faulty
from boucle.registry.files.columns import Layout, RowFault, completed, read_row, with_nature_meant
from boucle.registry.files.possible_flows import possible, without
from boucle.registry.files.store import SiteFound
from boucle.registry.files.table import Table, TableRow, column_letter
from boucle.registry.files.use_cases import GoodRow, digest


@dataclass(slots=True)
class Checked:
    """Rows that are right, and the faults of the others; ``unclassified`` counts the former's."""

    good: list[GoodRow[FlowDraft]] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    unclassified: int = 0


def checked_rows(table: Table, layout: Layout, catalogue: Catalogue, default_site: str) -> Checked:
    """Every row, looked at once."""
    checked = Checked()
    places = {name: place for place, name in enumerate(layout.header)}
    lines: dict[str, int] = {}
    for row in table.rows:
        fields, faults = read_row(row, layout, catalogue)
        faults = (
            _with_other_faults(faults, row, fields, layout, catalogue)
            if faults
            else _check(row, fields, layout, catalogue, default_site, checked, lines)
        )
        checked.faults.extend(sorted(faults, key=lambda fault: places.get(fault.column, 0)))
    return checked


def _check(
    row: TableRow,
    fields: dict[str, object],
    layout: Layout,
    catalogue: Catalogue,
    default_site: str,
    checked: Checked,
    lines: dict[str, int],
) -> list[RowFault]:
    declared = completed(fields, catalogue)
    site, reference = str(declared.pop("site", default_site)), declared.pop("reference", None)
    name = str(reference) if reference is not None else digest(site, declared)
    if name in lines:
        return [_repeated_row(row, layout, reference, lines[name])]
    meant = with_nature_meant(declared, fields, catalogue)
    try:
        draft = drafted(declared_flow(FlowIn.model_validate(meant)), catalogue)
    except ValidationError as error:
        found = list(_from_validation(row, layout, error))
        return _with_other_faults(found, row, fields, layout, catalogue)
    except Faulty as faulty:
        return [_in_french(row, layout, fault) for fault in faulty.faults]
    lines[name] = row.line
    checked.good.append(GoodRow(row.line, name, site, draft))
    checked.unclassified += draft.family is None
    return []


def _with_other_faults(
    found: list[RowFault],
    row: TableRow,
    fields: dict[str, object],
    layout: Layout,
    catalogue: Catalogue,
) -> list[RowFault]:
    """The faults found, and those that the row's other cells have whatever the wrong ones meant:
    who corrects a row wants to know all that is wrong with it."""
    declared = {name: value for name, value in fields.items() if name not in ("site", "reference")}
    sound = without(declared, layout, {fault.column for fault in found})
    try:
        FlowIn.model_validate(completed(sound, catalogue))
    except ValidationError as error:
        found = _and_others(found, list(_from_validation(row, layout, error)))
    wrong = {fault.column for fault in found}
    tried = [
        _drafting_faults(row, layout, each, catalogue, wrong)
        for each in possible(
            without(declared, layout, wrong),
            catalogue,
            nature_unread=layout.header_of(("nature",)) in wrong,
        )
    ]
    sure = [fault for fault in tried[0] if all(fault in others for others in tried)]
    return _and_others(found, sure)


def _and_others(found: list[RowFault], more: list[RowFault]) -> list[RowFault]:
    """A wrong cell is reported once: what it lacks now is what was wrong with it."""
    columns = {fault.column for fault in found}
    return [*found, *(fault for fault in more if fault.column not in columns)]


def _drafting_faults(
    row: TableRow,
    layout: Layout,
    declared: Mapping[str, object],
    catalogue: Catalogue,
    wrong: Collection[str],
) -> list[RowFault]:
    """But for disagreements with the columns ``wrong``, left out of the fields."""
    try:
        drafted(declared_flow(FlowIn.model_validate(declared)), catalogue)
    except ValidationError as error:
        return list(_from_validation(row, layout, error))
    except Faulty as faulty:
        return [
            _in_french(row, layout, fault)
            for fault in faulty.faults
            if fault.against is None or _header(row, layout, _steps(fault.against)) not in wrong
        ]
    return []


def in_both(fault: Fault) -> tuple[tuple[str, str], tuple[str, str] | None]:
    """Message and what would be right, in French; and in English, where the fault has French of its
    own, from which ``http/wording.toml`` does not lead back."""
    if fault.fr is not None:
        return fault.fr, (fault.message, fault.expected)
    return (in_french(fault.message), in_french(fault.expected)), None


def _in_french(row: TableRow, layout: Layout, fault: Fault) -> RowFault:
    said, en = in_both(fault)
    message, expected = map(_with_commas, said)
    path = _steps(fault.field)
    header = _header(row, layout, path)
    if fault.against is not None:
        other = _header(row, layout, _steps(fault.against))
        message = f"ne s'accorde pas avec {other} : {message}"
        en = en and (f"does not agree with {other}: {en[0]}", en[1])
    written = _as_written(row, layout, path, fault.value)
    return RowFault(row.line, header, written, message, expected, en)


def row_warnings(
    table: Table,
    layout: Layout,
    placed: Sequence[tuple[GoodRow[FlowDraft], SiteFound]],
    catalogue: Catalogue,
) -> Iterator[RowFault]:
    """What a PUT of the same flow at that site would warn of, row by row."""
    rows = {row.line: row for row in table.rows}
    for good, site in placed:
        nace = nace_of(site.naf, catalogue)
        for doubt in written_warnings(good.draft, nace, site.treatments, catalogue):
            yield _in_french(rows[good.line], layout, doubt)


def _with_commas(text: str) -> str:
    """Numbers as they are written in French: 99,9."""
    return re.sub(r"(?<=\d)\.(?=\d)", ",", text)


def _header(row: TableRow, layout: Layout, path: tuple[str, ...]) -> str:
    place = layout.place_of(path, row.cells)
    return layout.header_of(path) if place is None else layout.header[place]


def _as_written(row: TableRow, layout: Layout, path: tuple[str, ...], read: object) -> object:
    """The cell, not what was read in it: people look for what they wrote."""
    place = layout.place_of(path, row.cells)
    return read if place is None else row.cells[place] or None


def _repeated_row(row: TableRow, layout: Layout, reference: object, first: int) -> RowFault:
    header = layout.header_of(("reference",))
    message = f"est la même ligne que la ligne {first}"
    return RowFault(row.line, header, reference, message, "une référence par ligne")


def _from_validation(row: TableRow, layout: Layout, error: ValidationError) -> Iterator[RowFault]:
    for details in error.errors(include_url=False):
        wrong = wrong_in_french(details, FlowIn)
        path = wrong.path
        header = _header(row, layout, path)
        written = _as_written(row, layout, path, wrong.value)
        yield RowFault(row.line, header, written, wrong.message, wrong.expected)


class WrongField(NamedTuple):
    """What a validator found, in French. ``value``: None of what is missing."""

    path: tuple[str, ...]
    value: str | None
    message: str
    expected: str


def wrong_in_french(details: ErrorDetails, body: type[BaseModel]) -> WrongField:
    """As the value's parser says it, else by the type of error, else as at any other door."""
    context = details.get("ctx", {})
    path = (*map(str, details["loc"]), *([context["field"]] if "field" in context else ()))
    value = None if details["type"] == "missing" else str(details["input"])[:200]
    said = _said(details["type"], context)
    right = context.get("expected_hint") or details["msg"]
    message, expected = said or _as_elsewhere(details, body, str(right))
    return WrongField(path, value, message, expected.format(**context) if said else expected)


def _said(type_: str, context: Mapping[str, Any]) -> tuple[str, str] | None:
    """In French: as the value's parser says it, else by the type of error."""
    if "problem_fr" in context:
        return context["problem_fr"], context["expected_fr"]
    return _FRENCH.get(type_)


# By pydantic's or registry's own type of error: what is wrong, and what would be right.
_FRENCH = {
    "decimal": ("n'est pas un nombre", "un nombre tel que 1234,5"),
    "date": ("n'est pas une date plausible", "une date de 1900 à 2200, telle que 31/01/2026"),
    "date_from_datetime_parsing": ("n'existe pas", "un jour du calendrier, tel que 31/01/2026"),
    "many": ("en dit trop", "au plus 40 qualités"),
}


def _as_elsewhere(details: ErrorDetails, body: type[BaseModel], hint: str) -> tuple[str, str]:
    """What is not of cells alone is said as at any other door."""
    error = wrong_fields([details], body).errors[0]
    return in_french(error.message), in_french(error.expected or hint)


def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.replace("[", ".").replace("]", "").split("."))


def error_of(fault: RowFault, table: Table) -> Mapping[str, Any]:
    """As JSON; with its cell, as a spreadsheet names it, where the file is a workbook."""
    place = next((at for at, name in enumerate(table.header) if name == fault.column), None)
    named = place is not None and table.sheet is not None
    return {
        "line": fault.line,
        "column": fault.column,
        "cell": f"{column_letter(place)}{fault.line}" if named and place is not None else None,
        "value": fault.value,
        "message": fault.message,
        "expected": fault.expected,
        "en": fault.en,
    }


def sentence_of(fault: RowFault) -> str:
    """As people read it in the file that comes back."""
    written = "" if fault.value in (None, "") else f" « {fault.value} »"
    return f"{fault.column}{written} {fault.message} ; attendu : {fault.expected}"
