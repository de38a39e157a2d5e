"""Write the attendance sheet as an XLSX workbook; in its own module, as its library is large. Pure.

People's text stays text, whatever it begins with: no spreadsheet computes it.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from boucle.contract.events.notifications import MeetingAnswer
from boucle.notifications.directory.answer import Directory
from boucle.notifications.letters import words
from boucle.notifications.meetings.decisions import Invitee, MeetingRecord, may_name
from boucle.platform.identity import Principal

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_COLUMNS: Final = (
    *(("Entreprise", 34), ("Contact", 26), ("Téléphone", 18), ("Courriel", 34)),
    *(("Réponse", 14), ("Présent", 10), ("Signature", 30)),
)
_ANSWERS: Final[dict[MeetingAnswer | None, str]] = {
    None: "sans réponse",
    "yes": "oui",
    "maybe": "peut-être",
    "no": "non",
}
_CAME: Final = {None: "", True: "oui", False: "non"}
_FREE_ROWS: Final = 6  # for people who come without invitation
_ROW_HEIGHT: Final = 28  # points
_COMPUTED: Final = frozenset("=+-@\t\r")
_LINE: Final = Side(style="thin", color="FF999999")
_GRID: Final = Border(_LINE, _LINE, _LINE, _LINE)


def workbook(meeting: MeetingRecord, principal: Principal, directory: Directory) -> bytes:
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a sheet")
    sheet.title = "Présence"
    heading = list(_heading(meeting, directory))
    for row, text in enumerate(heading, 1):
        _write(sheet.cell(row, 1), text, bold=row == 1)
    first = len(heading) + 2
    table = [[name for name, _ in _COLUMNS]]
    table += [list(_row(one, principal, directory)) for one in meeting.invitees]
    table += [[""] * len(_COLUMNS)] * _FREE_ROWS
    for row, texts in enumerate(table, first):
        sheet.row_dimensions[row].height = _ROW_HEIGHT
        for column, text in enumerate(texts, 1):
            _write(sheet.cell(row, column), text, bold=row == first, grid=True)
    for letter, (_, width) in zip("ABCDEFG", _COLUMNS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _heading(meeting: MeetingRecord, directory: Directory) -> Iterator[str]:
    yield meeting.title
    yield words.sentence(words.period(meeting.starts_at, meeting.ends_at, "fr"))
    yield meeting.where
    if meeting.host is not None:
        yield f"Sur place : {', '.join(filter(None, (meeting.host.name, meeting.host.phone)))}"
    territory = directory.territories.get(meeting.territory)
    if territory is not None:
        yield territory.name
    if meeting.cancelled_at is not None:
        yield "Rencontre annulée"


def _row(one: Invitee, principal: Principal, directory: Directory) -> Iterator[str]:
    company = directory.organisations.get(one.organisation_id)
    if company is None or not may_name(principal, one.organisation_id, one.territory):
        territory = directory.territories.get(one.territory)
        yield f"Entreprise de {territory.name if territory else one.territory}"
        yield from ("", "", "")
    else:
        contact = company.contacts[0] if company.contacts else None
        yield company.name
        yield contact.name if contact else ""
        yield (contact.phone or "") if contact else ""
        yield contact.email if contact else ""
    yield _ANSWERS[one.answer]
    yield _CAME[one.attended]
    yield ""


def _write(cell: Any, text: str, *, bold: bool = False, grid: bool = False) -> None:
    """Write text, never a formula, also where the cell is edited or copied."""
    if text:
        cell.value = _CONTROL.sub("", text)
        cell.data_type = "s"
    cell.quotePrefix = text[:1] in _COMPUTED
    if bold:
        cell.font = Font(bold=True)
    if grid:
        cell.border = _GRID
        cell.alignment = Alignment(vertical="center", wrap_text=True)
