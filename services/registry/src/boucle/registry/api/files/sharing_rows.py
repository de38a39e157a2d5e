"""From the rows of a file of sharings to drafts: the same checks as a sharing sent as JSON."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from boucle.catalogue import Catalogue
from boucle.catalogue.sharing import classify_sharing
from boucle.platform.translating import tr
from boucle.registry.api.declarations.shapes import SHARING
from boucle.registry.api.declarations.sharing_answers import doubts_of_sharing
from boucle.registry.api.files.rows import Checked, Row
from boucle.registry.api.files.sharing_columns import body_of
from boucle.registry.api.schemas.declarations.sharings import SharingIn
from boucle.registry.declarations.sharings.sharing import Sharing, SharingDraft
from boucle.registry.declarations.writing import Written
from boucle.registry.files.layout import Layout, RowFault, read_cells
from boucle.registry.files.table import FileTable, TableRow
from boucle.registry.files.use_cases import GoodRow, digest

CheckedSharings = Checked[GoodRow[SharingDraft]]


def checked_sharings(
    table: FileTable, layout: Layout, catalogue: Catalogue, default_site: str
) -> CheckedSharings:
    """Every row, looked at once; of two that are the same, the second is a fault."""
    checked = CheckedSharings()
    lines: dict[str, int] = {}
    for each in table.rows:
        body, row, faults = read_sharing_row(each, layout, catalogue, {})
        checked.rows[row.line] = row
        site, reference = row.texts.get("site", default_site), row.texts.get("reference")
        name, draft = reference or digest(site, body), None
        if name in lines and not faults:
            faults = [row.repeated(lines[name], reference)]
        if not faults:
            draft, faults, _ = row.read(SHARING, SharingIn, body, catalogue)
        checked.faults += faults
        if draft is not None:
            lines[name] = row.line
            checked.good.append(GoodRow(row.line, name, site, draft))
    return checked


def read_sharing_row(
    row: TableRow, layout: Layout, catalogue: Catalogue, defaults: Mapping[str, str]
) -> tuple[dict[str, Any], Row, list[RowFault]]:
    """The body that it says, and the cells that are wrong in themselves."""
    fields, faults = read_cells(row, layout, catalogue)
    body, places, wrong = body_of(Row(row, layout), fields, defaults)
    return body, Row(row, layout, places), [*faults, *wrong]


def sharing_doubts(written: Written[Sharing], row: Row, now: datetime) -> Iterator[RowFault]:
    """What a PUT of the same sharing would warn of; with what one that is not classified may be."""
    draft = written.thing.draft
    for doubt in doubts_of_sharing(written, now):
        found = row.of(doubt)
        near = classify_sharing(draft.description, draft.kind)
        if doubt.field == "subject" and near:
            said = ", ".join(each.subject for each in near)
            right = tr("a subject such as {subjects}", subjects=said)
            found = row.fault(("subject",), None, doubt.message, right)
        yield found
