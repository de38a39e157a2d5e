"""What matching reads of other services, besides what the lists' worker reads.

boucle.introduction                  -> the life follows
boucle.flow, .site, .territory       -> who owns what, settings, refusals, risks
"""

from collections.abc import Sequence
from uuid import UUID

from boucle.common.clock import Clock
from boucle.common.consuming.consumer import BatchHandler, Received, caused_by
from boucle.common.db import Database, WriteSession
from boucle.common.events.notifications import Introduction
from boucle.common.events.registry import Flow, Site, Territory
from boucle.common.periodic import Periodic
from boucle.matching import declared, tenancy
from boucle.matching.lives import flow_changes, store, use_cases

INTRODUCTIONS = "matching.introductions"
OWNERS = "matching.owners"
OWNED_TOPICS = ("flow", "site", "territory")


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


def keep_owners(clock: Clock) -> BatchHandler:
    """Keep who owns what from sites and flows. A changed flow may end a refusal or put a run at
    risk; a territory's limits may put one at risk too."""

    async def handle(session: WriteSession, batch: Sequence[Received]) -> None:
        news = await _keep(session, batch)
        changed = {
            event.data.flow_id: event
            for event in sorted((one.event for one in batch), key=lambda one: one.entity_version)
            if isinstance(event.data, Flow) and event.data.flow_id in news
        }
        await flow_changes.follow_flows(session, changed, now=clock())
        for event in (one.event for one in batch):
            if isinstance(event.data, Territory):
                with caused_by(event):
                    await flow_changes.follow_territory(session, event.data, now=clock())

    return handle


async def keep_only(session: WriteSession, batch: Sequence[Received]) -> None:
    """What ``keep_owners`` keeps, without what follows for lives."""
    await _keep(session, batch)


async def _keep(session: WriteSession, batch: Sequence[Received]) -> frozenset[UUID]:
    """Owners and settings; returns the sites and flows that changed."""
    events = [one.event for one in batch]
    owned = [event for event in events if isinstance(event.data, Site | Flow)]
    news = await tenancy.keep_owners(session, owned)
    for event in events:
        if isinstance(event.data, Territory):
            await declared.keep_territory(session, event)
    return news


def due_dates(database: Database, clock: Clock, *, every: float = 60.0) -> Periodic:
    """Reopens lives whose contract ended. Any number may run: each life is locked by one."""

    async def reopen() -> int:
        async with database.write() as session:
            return await use_cases.reopen_due(session, now=clock())

    return Periodic("due_dates", every, reopen)
