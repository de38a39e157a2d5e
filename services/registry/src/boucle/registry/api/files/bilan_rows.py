"""From the rows of a *bilan* to drafts: the same checks as a flow sent as JSON."""

import re
from collections.abc import Collection, Mapping
from typing import Final

from boucle.catalogue import Catalogue
from boucle.platform.errors import Fault
from boucle.platform.translating import both, tr, translated
from boucle.registry.api.declarations.shapes import FLOW
from boucle.registry.api.files.rows import Checked, Row, steps
from boucle.registry.api.schemas.declarations.flows import FlowIn
from boucle.registry.domain.entities import FlowDraft
from boucle.registry.files.columns import completed, read_row
from boucle.registry.files.layout import Layout, RowFault
from boucle.registry.files.possible_flows import possible, without
from boucle.registry.files.table import FileTable
from boucle.registry.files.use_cases import GoodRow, digest

_POINT: Final = re.compile(r"(activité [\d., ]+)|(?<=\d)\.(?=\d)")

CheckedFlows = Checked[GoodRow[FlowDraft]]


class FlowCells(Row):
    """A row of a bilan."""

    def of(self, fault: Fault) -> RowFault:
        """With the other column that a disagreement is with."""
        message, expected = _with_commas(fault.message), _with_commas(fault.expected)
        if fault.against is not None:
            other, _ = self.cell(steps(fault.against))
            message = tr("does not agree with {other}: {message}", other=other, message=message)
        return self.fault(steps(fault.field), fault.value, message, expected)


def _with_commas(text: str) -> str:
    """Numbers as they are written in French: 99,9. A code of an activity, 43.11, is none."""
    return both(str(text), _POINT.sub(lambda at: at[1] or ",", translated(text, "fr")))


def checked_rows(
    table: FileTable, layout: Layout, catalogue: Catalogue, default_site: str
) -> CheckedFlows:
    """Every row, looked at once."""
    checked = CheckedFlows()
    places = {name: place for place, name in enumerate(layout.header)}
    lines: dict[str, int] = {}
    for each in table.rows:
        row = checked.rows[each.line] = FlowCells(each, layout)
        fields, faults = read_row(each, layout, catalogue)
        faults = (
            _with_other_faults(faults, row, fields, catalogue)
            if faults
            else _check(row, fields, catalogue, default_site, checked, lines)
        )
        checked.faults.extend(sorted(faults, key=lambda fault: places.get(fault.field, 0)))
    return checked


def _check(
    row: FlowCells,
    fields: dict[str, object],
    catalogue: Catalogue,
    default_site: str,
    checked: CheckedFlows,
    lines: dict[str, int],
) -> list[RowFault]:
    declared = completed(fields)
    site, reference = str(declared.pop("site", default_site)), declared.pop("reference", None)
    name = str(reference) if reference is not None else digest(site, declared)
    if name in lines:
        return [row.repeated(lines[name], reference)]
    draft, faults, invalid = row.read(FLOW, FlowIn, declared, catalogue)
    if draft is not None:
        lines[name] = row.line
        checked.good.append(GoodRow(row.line, name, site, draft))
    return _with_other_faults(faults, row, fields, catalogue) if invalid else faults


def _with_other_faults(
    found: list[RowFault], row: FlowCells, fields: dict[str, object], catalogue: Catalogue
) -> list[RowFault]:
    """The faults found, and those that the row's other cells have whatever the wrong ones meant:
    who corrects a row wants to know all that is wrong with it."""
    layout = row.layout
    declared = {name: value for name, value in fields.items() if name not in ("site", "reference")}
    sound = without(declared, layout, {fault.field for fault in found})
    found = _and_others(found, row.unfit(FlowIn, completed(sound)))
    wrong = {fault.field for fault in found}
    tried = [
        _drafting_faults(row, each, catalogue, wrong)
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
    columns = {fault.field for fault in found}
    return [*found, *(fault for fault in more if fault.field not in columns)]


def _drafting_faults(
    row: FlowCells, declared: Mapping[str, object], catalogue: Catalogue, wrong: Collection[str]
) -> list[RowFault]:
    """But for disagreements with the columns ``wrong``, left out of the fields."""

    def agrees(fault: Fault) -> bool:
        return fault.against is None or row.cell(steps(fault.against))[0] not in wrong

    return row.read(FLOW, FlowIn, declared, catalogue, only=agrees).faults
