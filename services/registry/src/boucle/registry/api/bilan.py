"""From the rows of a *bilan* to drafts: the same checks as a flow sent as JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from boucle.catalogue import Catalogue
from boucle.registry.api.told import flow_told
from boucle.registry.domain.bilan import Table, TableRow
from boucle.registry.domain.columns import Layout, RowFault, completed, read_row, with_nature_meant
from boucle.registry.domain.drafting import drafted
from boucle.registry.domain.faults import Fault, Faulty
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
    meant = with_nature_meant(told, fields, catalogue)
    try:
        draft = drafted(flow_told(FlowIn.model_validate(meant)), catalogue)
    except ValidationError as error:
        return list(_from_validation(row, layout, error))
    except Faulty as faulty:
        return [_in_french(row, layout, fault) for fault in faulty.faults]
    lines[name] = row.line
    checked.good.append(GoodRow(row.line, name, site, draft))
    checked.unclassified += draft.family is None
    return []


def _in_french(row: TableRow, layout: Layout, fault: Fault) -> RowFault:
    message, expected = fault.fr or (fault.message, fault.expected)
    header = layout.header_of(_steps(fault.field))
    if fault.against is not None:
        other = layout.header_of(_steps(fault.against))
        message = f"ne s'accorde pas avec {other} : {message}"
    return RowFault(row.line, header, fault.value, message, expected)


def _told_twice(row: TableRow, layout: Layout, reference: object, first: int) -> RowFault:
    header = layout.header_of(("reference",))
    message = f"est la même ligne que la ligne {first}"
    return RowFault(row.line, header, reference, message, "une référence par ligne")


def _from_validation(row: TableRow, layout: Layout, error: ValidationError) -> Iterator[RowFault]:
    for details in error.errors(include_url=False):
        header = layout.header_of(tuple(map(str, details["loc"])))
        context = details.get("ctx", {})
        missing = details["type"] == "missing"
        said = _FRENCH.get(details["type"])
        right = context.get("expected_hint") or details["msg"]
        message, expected = said or (details["msg"], str(right))
        yield RowFault(
            row.line,
            header,
            None if missing else str(details["input"])[:200],
            message,
            expected.format(**context) if said else expected,
        )


# By pydantic's or registry's own type of error: what is wrong, and what would be right.
_FRENCH = {
    "missing": ("manque", "une valeur"),
    "string_too_long": ("est trop long", "au plus {max_length} caractères"),
    "text": ("contient un caractère de commande", "du texte imprimable"),
    "blank": ("est vide", "au moins un caractère"),
    "decimal": ("n'est pas un nombre", "un nombre tel que 1234,5"),
    "date": ("n'est pas une date plausible", "une date de 1900 à 2200, telle que 31/01/2026"),
    "twice": ("dit deux fois la même chose", "chaque valeur une fois"),
    "many": ("en dit trop", "au plus 40 qualités"),
    "too_long": ("en dit trop", "au plus {max_length} valeurs"),
    "greater_than_equal": ("est trop petit", "au moins {ge}"),
    "less_than_equal": ("est trop grand", "au plus {le}"),
    "literal_error": ("n'est pas un mot attendu ici", "{expected}"),
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
