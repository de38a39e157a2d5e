"""Declare the zones of a territory: sharings of the sites that change theirs say so."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from boucle.platform.db import WriteSession
from boucle.platform.errors import not_found
from boucle.registry.declarations.at_site.declared import Work
from boucle.registry.declarations.kinds import SHARINGS
from boucle.registry.declarations.site_changes import present_at
from boucle.registry.parties.sites.store import lock_sites
from boucle.registry.tables.transaction import Restart
from boucle.registry.territories.store import kind_of, lock_territory
from boucle.registry.territories.zones import store
from boucle.registry.territories.zones.decisions import ActivityZone, moved


async def put_zones(
    session: WriteSession, territory: str, zones: Sequence[ActivityZone], now: datetime
) -> int:
    """Keep these zones instead of those before; of how many sites the zone changes. Raises
    Restart: something was declared meanwhile at one of them that is not locked."""
    if await kind_of(session, territory) is None:
        raise not_found("territory", territory)
    after = sorted(zones, key=lambda each: each.code)
    locked = await lock_sites(session, await _with_sharings(session, territory, after))
    # Sites before territories, as who declares a sharing locks them.
    await lock_territory(session, territory)
    before = (await store.zones_of(session, [territory])).get(territory, [])
    if before == after:
        return 0
    sites = moved(await store.placed_sites(session, territory), before, after)
    present = await present_at(session, SHARINGS, sites)
    if any(one.site_id not in locked for one in present.values()):
        raise Restart
    await store.replace_zones(session, territory, after, now)
    await SHARINGS.change(session, locked, Work(present, anyway=frozenset(present)), now)
    return len(sites)


async def _with_sharings(
    session: WriteSession, territory: str, after: Sequence[ActivityZone]
) -> list[UUID]:
    """The sites whose zone changes and where something is declared, in the order of locks."""
    before = (await store.zones_of(session, [territory])).get(territory, [])
    sites = moved(await store.placed_sites(session, territory), before, after)
    present = await present_at(session, SHARINGS, sites)
    return sorted({one.site_id for one in present.values()})
