"""Which activity zones sites are in, as events say it."""

from collections.abc import Collection
from uuid import UUID

from boucle.common.db import WriteSession
from boucle.common.events.sharing import Zone as PublishedZone
from boucle.registry.entities import Site
from boucle.registry.zones.decisions import zone_of
from boucle.registry.zones.store import hold_zones


async def zones_at(session: WriteSession, sites: Collection[Site]) -> dict[UUID, PublishedZone]:
    """By site, of those that are in one. Zones stay as they are until the transaction ends."""
    known = await hold_zones(session, {site.draft.territory for site in sites})
    found = {}
    for site in sites:
        draft = site.draft
        zone = zone_of(draft.latitude, draft.longitude, known.get(draft.territory, ()))
        if zone is not None:
            found[site.id] = PublishedZone(zone.code, zone.latitude, zone.longitude)
    return found
