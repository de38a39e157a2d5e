"""What matching reads of other services, besides what the lists' worker reads.

boucle.introduction                  -> the life follows
boucle.site, .territory              -> who has which sites, settings, risks
boucle.establishments                -> how large the crowds are
"""

from collections.abc import Sequence

from boucle.contract.events.notifications import Introduction
from boucle.contract.events.registry import Establishments, Site, Territory
from boucle.matching import declared, sites
from boucle.matching.crowds import store as crowds
from boucle.matching.groups import stale
from boucle.matching.lives import flow_changes, store, use_cases
from boucle.platform.clock import Clock
from boucle.platform.consuming.consumer import BatchHandler, Received, caused_by
from boucle.platform.db import Database, WriteSession
from boucle.platform.periodic import Periodic

INTRODUCTIONS = "matching.introductions"
SITES = "matching.owners"
"""The name under which its progress is stored, from before it left flows to the lists' worker."""
SITES_TOPICS = ("site", "territory", "establishments")


def follow_introductions(clock: Clock) -> BatchHandler:
    """Introductions and their answers move lives; a disclosure only follows from one."""

    async def handle(session: WriteSession, batch: Sequence[Received]) -> None:
        events = [one.event for one in batch if isinstance(one.event.data, Introduction)]
        await store.lock_lives(session, (event.data.synergy_id for event in events))
        for event in events:
            if event.type != "introduction.disclosed.v1":
                with caused_by(event):
                    await use_cases.follow_introduction(
                        session, event.data, at=event.time, now=clock()
                    )

    return handle


def save_sites_and_settings(clock: Clock) -> BatchHandler:
    """Keep who has which sites, and territories' settings, whose limits may put a run at risk."""

    async def handle(session: WriteSession, batch: Sequence[Received]) -> None:
        await save_only(session, batch)
        if any(isinstance(one.event.data, Establishments) for one in batch):
            await crowds.count_again(session)
        for event in (one.event for one in batch):
            if isinstance(event.data, Territory):
                with caused_by(event):
                    await stale.mark_territory(session, event.data.siren)
                    await flow_changes.follow_territory(session, event.data, now=clock())

    return handle


async def save_only(session: WriteSession, batch: Sequence[Received]) -> None:
    """Save what ``save_sites_and_settings`` does, without what follows for lives."""
    events = [one.event for one in batch]
    await sites.save_sites(session, (one for one in events if isinstance(one.data, Site)))
    await crowds.save_establishments(
        session, [one.data for one in events if isinstance(one.data, Establishments)]
    )
    for event in events:
        if isinstance(event.data, Territory):
            await declared.save_territory(session, event)


def due_dates(database: Database, clock: Clock, *, every: float = 60.0) -> Periodic:
    """Reopens lives whose contract ended. Any number may run: each life is locked by one."""

    async def reopen() -> int:
        async with database.write() as session:
            return await use_cases.reopen_due(session, now=clock())

    return Periodic("due_dates", every, reopen)
