"""From the rows of a *bilan* to drafts: the same checks as a flow sent as JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from boucle.catalogue import Catalogue
from boucle.registry.api.told import flow_told
from boucle.registry.domain.bilan import Table, TableRow
from boucle.registry.domain.columns import Layout, RowFault, completed, read_row
from boucle.registry.domain.drafting import drafted
from boucle.registry.domain.faults import Faulty
from boucle.registry.schemas.flows import FlowIn
from boucle.registry.use_cases.imports import GoodRow, digest


@dataclass(slots=True)
class Checked:
    """Rows that are right, and the faults of the others; ``unclassified`` counts the former's."""

    good: list[GoodRow] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    unclassified: int = 0


def checked_rows(table: Table, layout: Layout, catalogue: Catalogue, default_site: str) -> Checked:
    """Every row, looked at once."""
    checked = Checked()
    lines: dict[str, int] = {}
    for row in table.rows:
        fields, faults = read_row(row, layout, catalogue)
        faults = faults or _check(row, fields, layout, catalogue, default_site, checked, lines)
        checked.faults.extend(faults)
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
    told = completed(fields, catalogue)
    site, reference = str(told.pop("site", default_site)), told.pop("reference", None)
    name = str(reference) if reference is not None else digest(site, told)
    if name in lines:
        return [_told_twice(row, layout, reference, lines[name])]
    try:
        result = drafted(flow_told(FlowIn.model_validate(told)), catalogue)
    except ValidationError as error:
        return list(_from_validation(row, layout, error))
    except Faulty as faulty:
        return [
            RowFault(row.line, layout.header_of(_steps(f.field)), f.value, f.message, f.expected)
            for f in faulty.faults
        ]
    lines[name] = row.line
    checked.good.append(GoodRow(row.line, name, site, result.draft))
    checked.unclassified += result.draft.family is None
    return []


def _told_twice(row: TableRow, layout: Layout, reference: object, first: int) -> RowFault:
    header = layout.header_of(("reference",))
    message = f"est la même ligne que la ligne {first}"
    return RowFault(row.line, header, reference, message, "une référence par ligne")


def _from_validation(row: TableRow, layout: Layout, error: ValidationError) -> Iterator[RowFault]:
    for details in error.errors(include_url=False):
        header = layout.header_of(tuple(map(str, details["loc"])))
        context = details.get("ctx", {})
        missing = details["type"] == "missing"
        message = "manque" if missing else details["msg"]
        expected = str(context.get("expected_hint") or _RIGHT.get(details["type"]) or message)
        yield RowFault(
            row.line,
            header,
            None if missing else str(details["input"])[:200],
            message,
            expected.format(**context),
        )


_RIGHT = {
    "missing": "une valeur",
    "string_too_long": "au plus {max_length} caractères",
}


def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.replace("[", ".").replace("]", "").split("."))


def error_of(fault: RowFault) -> Mapping[str, Any]:
    """As JSON."""
    return {
        "line": fault.line,
        "column": fault.column,
        "value": fault.value,
        "message": fault.message,
        "expected": fault.expected,
    }


def sentence_of(fault: RowFault) -> str:
    """As people read it in the file that comes back."""
    return f"{fault.column} « {fault.value or ''} » {fault.message} ; attendu : {fault.expected}"
