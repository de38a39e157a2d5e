"""Declare the zones of a territory; what is declared at its sites follows."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from boucle.common.db import WriteSession
from boucle.common.errors import not_found
from boucle.registry.declarations.kinds import SHARINGS
from boucle.registry.declarations.site_changes import present_at
from boucle.registry.declared import Work
from boucle.registry.sharings.store import sites_with_sharings
from boucle.registry.sites.store import lock_sites
from boucle.registry.territories.store import lock_territory
from boucle.registry.transaction import Restart
from boucle.registry.zones import store
from boucle.registry.zones.decisions import Zone, moved


async def put_zones(
    session: WriteSession, territory: str, zones: Sequence[Zone], now: datetime
) -> list[UUID]:
    """Keep these zones instead of those before; the ids of the sites whose zone changes. Their
    sharings say so in the same transaction. Raises Restart where one was declared meanwhile at a
    site that had none: who writes a sharing reads zones under a lock of its site."""
    sites = await lock_sites(session, await sites_with_sharings(session, territory))
    if await lock_territory(session, territory) is None:
        raise not_found("territory", territory)
    if not sites.keys() >= set(await sites_with_sharings(session, territory)):
        raise Restart
    before = (await store.zones_of(session, [territory])).get(territory, [])
    after = sorted(zones, key=lambda each: each.code)
    if before == after:
        return []
    await store.replace_zones(session, territory, after, now)
    gone = moved(await store.placed_sites(session, territory), before, after)
    present = await present_at(session, SHARINGS, [id_ for id_ in gone if id_ in sites])
    await SHARINGS.change(session, sites, Work(present, anyway=frozenset(present)), now)
    return gone
