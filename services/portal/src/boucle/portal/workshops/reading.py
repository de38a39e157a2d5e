"""Read all leads of a meeting."""

from typing import Final
from uuid import UUID

from boucle.portal.api import Api
from boucle.portal.workshops.shapes import CapturedLead, CapturedLeads

_PAGE: Final = 200


async def leads_of(api: Api, meeting_id: UUID) -> list[CapturedLead]:
    """Return the first captured first: 500 at most, that the API takes."""
    leads: list[CapturedLead] = []
    cursor: str | None = ""
    while cursor is not None:
        query: dict[str, str | int] = {"limit": _PAGE, "cursor": cursor}
        found = await api.get(f"/v1/meetings/{meeting_id}/leads", CapturedLeads, query)
        leads += found.items
        cursor = found.next
    return leads
