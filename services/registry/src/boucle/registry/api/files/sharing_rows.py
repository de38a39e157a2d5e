"""From the rows of a file of sharings to drafts: the same checks as a sharing sent as JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import BaseModel, ValidationError

from boucle.catalogue import Catalogue
from boucle.catalogue.sharing import classify_sharing, sharing_catalogue
from boucle.registry.api.files.bilan_rows import in_both, wrong_in_french
from boucle.registry.api.files.sharing_columns import body_of, header_named
from boucle.registry.api.schemas.declarations.sharings import SharingIn
from boucle.registry.api.wire import declared_sharing
from boucle.registry.declarations.sharings.drafts import drafted
from boucle.registry.declarations.sharings.sharing import SharingDraft
from boucle.registry.declarations.sharings.warnings import sharing_warnings
from boucle.registry.domain.entities import Site
from boucle.registry.domain.faults import Fault, Faulty
from boucle.registry.files.columns import RowFault
from boucle.registry.files.named import NamedRow, NamedTable
from boucle.registry.files.use_cases import GoodRow, digest


@dataclass(frozen=True, slots=True)
class RowColumns:
    """``paths``: by the path of a field, the key of the column that filled it."""

    row: NamedRow
    table: NamedTable
    paths: Mapping[str, str]

    def fault(
        self,
        path: str,
        value: object,
        message: str,
        expected: str,
        en: tuple[str, str] | None = None,
    ) -> RowFault:
        """Of the cell that filled the field, as it is written."""
        key = self._key(path)
        header = self.table.headers.get(key, "") if key else ""
        cell = self.row.cells.get(key) if key else None
        shown = header or header_named(path)
        return RowFault(self.row.line, shown, cell or value, message, expected, en)

    def of(self, fault: Fault) -> RowFault:
        said, en = in_both(fault)
        return self.fault(fault.field, fault.value, *said, en)

    def invalid(self, error: ValidationError, body: type[BaseModel]) -> Iterator[RowFault]:
        for details in error.errors(include_url=False):
            wrong = wrong_in_french(details, body)
            yield self.fault(".".join(wrong.path), wrong.value, wrong.message, wrong.expected)

    def _key(self, path: str) -> str | None:
        """``figures.tonnes``, else what holds it: ``months[3]``, ``origin.commune_code``."""
        outer = path.replace("[", ".").split(".")[0]
        held = self.paths.get(outer) or (outer if outer in self.table.headers else None)
        return self.paths.get(path) or held


@dataclass(slots=True)
class CheckedSharings:
    """Rows that are right, each with its columns, and the faults of the others."""

    good: list[GoodRow[SharingDraft]] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    columns: dict[int, RowColumns] = field(default_factory=dict)

    @property
    def unclassified(self) -> int:
        return sum(row.draft.subject is None for row in self.good)


def checked_sharings(table: NamedTable, catalogue: Catalogue, default_site: str) -> CheckedSharings:
    """Every row, looked at once; of two that are the same, the second is a fault."""
    checked = CheckedSharings()
    lines: dict[str, int] = {}
    for row in table.rows:
        body, columns, faults = read_sharing_row(row, table, {})
        checked.columns[row.line] = columns
        site = row.cells.get("site", default_site)
        name = row.cells.get("reference") or digest(site, body)
        if name in lines and not faults:
            message = f"est la même ligne que la ligne {lines[name]}"
            right = "une référence par ligne"
            faults = [columns.fault("reference", row.cells.get("reference"), message, right)]
        draft = None if faults else _drafted(body, columns, catalogue, faults)
        checked.faults += faults
        if draft is not None:
            lines[name] = row.line
            checked.good.append(GoodRow(row.line, name, site, draft))
    return checked


def read_sharing_row(
    row: NamedRow, table: NamedTable, defaults: Mapping[str, str]
) -> tuple[dict[str, Any], RowColumns, list[RowFault]]:
    """The body that it says, and the cells that are wrong in themselves."""
    body, paths, faults = body_of(row, table.headers, defaults)
    return body, RowColumns(row, table, paths), faults


def _drafted(
    body: Mapping[str, Any], columns: RowColumns, catalogue: Catalogue, faults: list[RowFault]
) -> SharingDraft | None:
    try:
        declared = declared_sharing(SharingIn.model_validate(body))
        return drafted(declared, catalogue, sharing_catalogue())
    except ValidationError as error:
        faults += columns.invalid(error, SharingIn)
    except Faulty as faulty:
        faults += (columns.of(fault) for fault in faulty.faults)
    return None


def sharing_doubts(
    draft: SharingDraft, site: Site | None, columns: RowColumns, today: date
) -> Iterator[RowFault]:
    """What a PUT of the same sharing would warn of; with what one that is not classified may be."""
    for doubt in sharing_warnings(draft, site, today):
        found = columns.of(doubt)
        near = classify_sharing(draft.description, draft.kind)
        if doubt.field == "subject" and near:
            said = ", ".join(each.subject for each in near)
            en = doubt.message, f"a subject such as {said}"
            found = columns.fault("subject", None, found.message, f"un sujet tel que {said}", en)
        yield found
