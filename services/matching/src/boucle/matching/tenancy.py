"""Who owns what, and which tools may act for whom: kept from sites and flows, newest version."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from boucle.common.db import Session, WriteSession
from boucle.common.events import Event
from boucle.common.events.registry import Flow, Site

_UPSERT_OWNERS = """
INSERT INTO entity_owner AS kept (entity_id, kind, version, organisation_id, site_id, territory,
                                  division, tools, withdrawn)
SELECT entity_id, kind, version, organisation_id, site_id, territory, division,
       string_to_array(tools, ' '), withdrawn
FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::uuid[], $5::uuid[], $6::text[], $7::text[],
            $8::text[], $9::boolean[])
     AS new(entity_id, kind, version, organisation_id, site_id, territory, division, tools,
            withdrawn)
ORDER BY entity_id
ON CONFLICT (entity_id) DO UPDATE SET
    version = excluded.version, organisation_id = excluded.organisation_id,
    site_id = excluded.site_id, territory = excluded.territory, division = excluded.division,
    tools = excluded.tools, withdrawn = excluded.withdrawn
WHERE kept.version < excluded.version
RETURNING kept.entity_id
"""
_GRANTED = """
SELECT DISTINCT organisation_id FROM entity_owner
WHERE tools @> ARRAY[$1::text] AND NOT withdrawn
"""
_PLACES = """
SELECT DISTINCT organisation_id, site_id, territory, division FROM entity_owner
WHERE organisation_id = ANY($1::uuid[]) AND kind = 'site' AND NOT withdrawn
ORDER BY organisation_id, site_id
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A site of an organisation: where it is, what it does (NAF division)."""

    organisation_id: UUID
    site_id: UUID
    territory: str
    division: str | None


async def keep_owners(
    session: WriteSession, events: Iterable[Event[Site] | Event[Flow]]
) -> frozenset[UUID]:
    """Keep the newest owner of each site and flow; returns those that were news.

    Whatever the order and number of the events, the rows end the same.
    """
    newest = {
        event.subject: event for event in sorted(events, key=lambda event: event.entity_version)
    }
    if not newest:
        return frozenset()
    columns = zip(*(_row(event) for event in newest.values()), strict=True)
    rows = await session.fetch(_UPSERT_OWNERS, *(list(column) for column in columns))
    return frozenset(row["entity_id"] for row in rows)


async def granted_to(session: Session, tool: str) -> frozenset[UUID]:
    """The organisations that let this tool (its client id) act for them."""
    rows = await session.fetch(_GRANTED, tool)
    return frozenset(row["organisation_id"] for row in rows)


async def places_of(session: Session, organisations: Iterable[UUID]) -> list[Place]:
    """The sites known of these organisations, in id order."""
    rows = await session.fetch(_PLACES, list(organisations))
    return [Place(*row) for row in rows]


def division_of(entity: Site | Flow) -> str | None:
    """The first two digits of the site's NAF code."""
    naf = entity.facts.naf if isinstance(entity, Site) else entity.site.naf
    return naf.code[:2] if naf is not None else None


def _row(event: Event[Site] | Event[Flow]) -> tuple[object, ...]:
    entity = event.data
    is_site = isinstance(entity, Site)
    return (
        entity.site_id if isinstance(entity, Site) else entity.flow_id,
        "site" if is_site else "flow",
        event.entity_version,
        entity.organisation_id,
        entity.site_id,
        entity.territory,
        division_of(entity),
        " ".join(entity.tools),
        event.type.endswith(".withdrawn.v1"),
    )
