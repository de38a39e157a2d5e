"""Sharings in Postgres, and the one way they change: sites locked, every change published."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.platform.db import WriteSession
from boucle.registry.declarations.at_site.changes import change
from boucle.registry.declarations.at_site.declared import (
    Changed,
    Work,
    WriteResult,
    concluded_one,
    is_kept_the_same,
)
from boucle.registry.declarations.at_site.store import AtSiteStore
from boucle.registry.declarations.sharings.sharing import Sharing, SharingDraft
from boucle.registry.declarations.sharings.zones import zones_at
from boucle.registry.domain.entities import Site
from boucle.registry.tables import SharingRow

SHARING_STORE: Final = AtSiteStore(
    SharingRow, Sharing, SharingDraft, "draft ->> 'valid_until'", strict=False
)


async def sharing_events(
    session: WriteSession, sharings: Iterable[Sharing], sites: Mapping[UUID, Site]
) -> Mapping[UUID, object]:
    zones = await zones_at(session, sites)
    return {one.id: one.event(sites[one.site_id], zones.get(one.site_id)) for one in sharings}


async def change_sharings(
    session: WriteSession, sites: Mapping[UUID, Site], work: Work[Sharing], now: datetime
) -> WriteResult[Sharing]:
    """As ``change_flows``."""
    locked = await SHARING_STORE.lock(session, work)

    async def conclude(after: Mapping[UUID, Sharing]) -> Sequence[Changed[Sharing]]:
        return [
            concluded_one("sharing", locked.get(id_), after[id_], now)
            for id_ in sorted(after)
            if id_ in work.anyway
            or id_ not in locked
            or not is_kept_the_same(locked[id_], after[id_])
        ]

    return await change(session, SHARING_STORE, sites, work, locked, conclude, sharing_events, now)
