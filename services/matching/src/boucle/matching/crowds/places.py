"""Store where the sites of organisations are."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from boucle.contract.cells import Cell
from boucle.platform.db import Session

_PLACES = """
SELECT organisation_id, site_id, territory, division, north, east FROM site
WHERE organisation_id = ANY($1::uuid[]) AND NOT withdrawn
ORDER BY organisation_id, site_id
"""


@dataclass(frozen=True, slots=True)
class SiteLocation:
    """A site of an organisation: territory, cell and NAF division."""

    organisation_id: UUID
    site_id: UUID
    territory: str
    division: str | None
    cell: Cell


async def places_of(session: Session, organisations: Iterable[UUID]) -> list[SiteLocation]:
    """Return the sites of these organisations, in id order."""
    rows = await session.fetch(_PLACES, list(organisations))
    return [
        SiteLocation(
            row["organisation_id"],
            row["site_id"],
            row["territory"],
            row["division"],
            Cell(row["north"], row["east"]),
        )
        for row in rows
    ]
