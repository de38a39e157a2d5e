"""The activity zones that sites with sharings are in."""

from collections.abc import Mapping
from uuid import UUID

from boucle.contract.events.sharing import Zone
from boucle.platform.db import WriteSession
from boucle.registry.domain.entities import Site
from boucle.registry.territories.zones.decisions import zone_of
from boucle.registry.territories.zones.store import held_zones


async def zones_at(session: WriteSession, sites: Mapping[UUID, Site]) -> dict[UUID, Zone]:
    """By site, those that are in one. Until the transaction ends nobody changes the zones of their
    territories."""
    territories = {site.draft.territory for site in sites.values()}
    known = await held_zones(session, territories)
    found: dict[UUID, Zone] = {}
    for id_, site in sites.items():
        draft = site.draft
        zone = zone_of(draft.latitude, draft.longitude, known.get(draft.territory, ()))
        if zone is not None:
            found[id_] = Zone(zone.code, zone.latitude, zone.longitude)
    return found
