"""The one way sharings change: their sites locked, every change published."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from boucle.platform.db import WriteSession
from boucle.registry.declarations.at_site.changes import (
    ensure_unchanged,
    only_reworded,
    publish,
    sites_of,
)
from boucle.registry.declarations.at_site.declared import (
    Work,
    WriteResult,
    concluded_one,
    is_kept_the_same,
)
from boucle.registry.declarations.sharings import store
from boucle.registry.declarations.sharings.sharing import Sharing
from boucle.registry.declarations.sharings.zones import zones_at
from boucle.registry.domain.entities import Site


async def change_sharings(
    session: WriteSession, sites: Mapping[UUID, Site], work: Work[Sharing], now: datetime
) -> WriteResult[Sharing]:
    """Change sharings of ``sites``, which the caller has locked and which are as they will be.

    Raises Restart when a sharing changed, or came to be, between ``seen`` and the locks.
    """
    locked = await store.lock_sharings(session, work.seen.keys(), work.new)
    ensure_unchanged(locked, work)
    after = {id_: work.decide(locked[id_]) for id_ in work.seen}
    after |= {sharing.id: sharing for sharing in work.new}
    changes = [
        concluded_one("sharing", locked.get(id_), after[id_], now)
        for id_ in sorted(after)
        if id_ in work.anyway or id_ not in locked or not is_kept_the_same(locked[id_], after[id_])
    ]
    reworded = only_reworded(locked, after, changes)
    if reworded:
        await store.save_sharings(session, reworded)
    if changes:
        await store.save_sharings(session, [change.thing for change in changes])
        homes = await sites_of(session, changes, sites)
        zones = await zones_at(session, homes)
        await publish(
            session,
            "sharing",
            changes,
            lambda one: one.event(homes[one.site_id], zones.get(one.site_id)),
            now,
        )
    return WriteResult(after | {change.thing.id: change.thing for change in changes}, changes)
