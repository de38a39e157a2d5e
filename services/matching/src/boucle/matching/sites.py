"""Store who has which sites, and which tools may act for whom, from the newest version of each
site."""

from collections.abc import Collection, Iterable
from uuid import UUID

from boucle.contract.cells import Cell, cell_of
from boucle.contract.events.registry import Flow, Site
from boucle.contract.events.sharing import Sharing
from boucle.matching.tables import SiteCopyRow
from boucle.platform.db import Session, WriteSession
from boucle.platform.db.writes import columns_of, replacing
from boucle.platform.events import Event

_KEEP = f"""
INSERT INTO site AS kept ({columns_of(SiteCopyRow)})
SELECT site_id, version, organisation_id, territory, division, north, east,
       string_to_array(tools, ' '), withdrawn
FROM unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::smallint[],
            $7::smallint[], $8::text[], $9::boolean[]) AS new({columns_of(SiteCopyRow)})
ORDER BY site_id
{replacing(SiteCopyRow)} WHERE kept.version < excluded.version
"""
_GRANTED = """
SELECT DISTINCT organisation_id FROM site
WHERE tools @> ARRAY[$1::text] AND NOT withdrawn
"""
_WITH_ONE_TOOL = """
SELECT DISTINCT other.organisation_id FROM site own
JOIN site other ON other.tools && own.tools AND NOT other.withdrawn
WHERE own.organisation_id = $1 AND NOT own.withdrawn
"""
_CELLS = "SELECT site_id, north, east FROM site WHERE site_id = ANY($1::uuid[]) AND NOT withdrawn"
_TERRITORIES = "SELECT DISTINCT territory FROM site WHERE organisation_id = $1"


async def save_sites(session: WriteSession, events: Iterable[Event[Site]]) -> None:
    """Store the newest version of each site. Order and number of the events do not matter."""
    newest = {
        event.subject: event for event in sorted(events, key=lambda event: event.entity_version)
    }
    if not newest:
        return
    columns = zip(*(_row(event) for event in newest.values()), strict=True)
    driver = await session.driver()
    await driver.execute(_KEEP, *(list(column) for column in columns))


async def granted_to(session: Session, tool: str) -> frozenset[UUID]:
    """Return the organisations that let this tool (its client id) act for them."""
    rows = await session.fetch(_GRANTED, tool)
    return frozenset(row["organisation_id"] for row in rows)


async def with_one_tool(session: Session, organisation: UUID) -> frozenset[UUID]:
    """Return an organisation, and those that share one of its tools."""
    rows = await session.fetch(_WITH_ONE_TOOL, organisation)
    return frozenset(row["organisation_id"] for row in rows) | {organisation}


async def territories_of(session: Session, organisation: UUID) -> frozenset[str]:
    """Return where an organisation has, or had, a site; empty: it is unknown here."""
    rows = await session.fetch(_TERRITORIES, organisation)
    return frozenset(row["territory"] for row in rows)


async def cells_of(session: Session, sites: Collection[UUID]) -> dict[UUID, Cell]:
    """Return where sites are; of those withdrawn, nothing."""
    rows = await session.fetch(_CELLS, list(sites)) if sites else ()
    return {row["site_id"]: Cell(row["north"], row["east"]) for row in rows}


def division_of(entity: Site | Flow | Sharing) -> str | None:
    """Return the first two digits of the site's NAF code."""
    naf = entity.facts.naf if isinstance(entity, Site) else entity.site.naf
    return naf.code[:2] if naf is not None else None


def _row(event: Event[Site]) -> tuple[object, ...]:
    site = event.data
    cell = cell_of(site.facts.latitude, site.facts.longitude)
    return (
        site.site_id,
        event.entity_version,
        site.organisation_id,
        site.territory,
        division_of(site),
        cell.north,
        cell.east,
        " ".join(site.tools),
        event.type.endswith(".withdrawn.v1"),
    )
