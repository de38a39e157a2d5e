"""Declare the zones of a territory."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from boucle.common.db import WriteSession
from boucle.common.errors import not_found
from boucle.registry.territories.store import lock_territory
from boucle.registry.zones import store
from boucle.registry.zones.decisions import Zone, moved


async def put_zones(
    session: WriteSession, territory: str, zones: Sequence[Zone], now: datetime
) -> list[UUID]:
    """Keep these zones instead of those before; the ids of the sites whose zone changes."""
    if await lock_territory(session, territory) is None:
        raise not_found("territory", territory)
    before = (await store.zones_of(session, [territory])).get(territory, [])
    after = sorted(zones, key=lambda each: each.code)
    if before == after:
        return []
    await store.replace_zones(session, territory, after, now)
    return moved(await store.placed_sites(session, territory), before, after)
