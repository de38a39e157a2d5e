"""After a restore: takes lives back from the log or publishes them again, and tells lists and
groups again as they are stored.

A life is what people did: the log holds all of it. A list is computed: it is published above the
log's turns, and the engine, which reads on from the positions of its lists, finds again what it
had found before.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from msgspec.structs import replace

from boucle.contract.events.changed_lists import lists_in
from boucle.contract.events.matching import Life, Party, State
from boucle.matching.disclosures import use_cases as disclosures
from boucle.matching.disclosures.decisions import DISCARDED
from boucle.matching.groups import corrections as group_corrections
from boucle.matching.groups import sharings, stale
from boucle.matching.lists import corrections as list_corrections
from boucle.matching.lists import partitions
from boucle.matching.lives import consumers, store
from boucle.matching.lives import corrections as life_corrections
from boucle.matching.lives.seen import with_seen
from boucle.matching.lives.store import LifeStep, StoredLife
from boucle.platform.events import Event
from boucle.platform.process.service import Resources
from boucle.platform.recovery import restored_log
from boucle.platform.recovery.restored_log import Log, Restored
from boucle.platform.recovery.restoring import Restorable, Restoring, restoring

_EVENT_OF: Final[dict[State, str]] = {
    "detected": "life.reopened.v1",
    "qualified": "life.qualified.v1",
    "introduced": "life.introduced.v1",
    "studying": "life.studying.v1",
    "running": "life.running.v1",
    "stopped": "life.stopped.v1",
}
_OTHERWISE: Final = "life.answered.v1"


async def after_restore(resources: Resources[Any], discard: bool) -> Restored:
    database, bus, now = resources.database, resources.bus, resources.clock()
    async with database.read() as session:
        owned = await partitions.read_partitions(session)
    positions = {
        (topic, partition): offset
        for row in owned.values()
        for topic, offsets in row.positions.items()
        for partition, offset in offsets.items()
    }
    async with restoring(
        database, bus, now, ENTITIES, discard=discard, positions=positions
    ) as work:
        if work.another_log:
            await partitions.read_from_the_beginning(work.session)
        elif discard:
            await restored_log.read_from_the_end(
                work.session, bus, consumers.INTRODUCTIONS, "introduction"
            )
    return work.restored


class RestoredLives(Restorable):
    topic = "life"
    statement = "SELECT synergy_id, entity_version FROM life"

    async def take(self, work: Restoring, log: Log) -> None:
        """With each step in the log, which does not say who took it."""
        for id_, events in log.newer.items():
            _disclosed(work, await store.life(work.session, UUID(id_)), events, "log")
            steps = [
                LifeStep(event.entity_version, event.time, "log", event.type, event.data)
                for event in events
            ]
            life = StoredLife(steps[-1].life, steps[-1].version)
            await life_corrections.put_life(work.session, life, steps, work.now)
            work.restored.taken["lives"] += 1

    async def discard(self, work: Restoring, log: Log) -> None:
        """As its row has it; a life that only the log knows is reset to its beginning."""
        for id_, events in log.newer.items():
            kept = await store.life(work.session, UUID(id_))
            _disclosed(work, kept, events, DISCARDED)
            last: Event[Life] = restored_log.last(events)
            version = last.entity_version + 1
            life = kept.life if kept else unbegun(last.data, work.now)
            life = with_seen(last.data, life, version)
            step = LifeStep(version, work.now, "restore", _type_of(life), life)
            stored = StoredLife(life, version, kept.inputs if kept else None)
            await life_corrections.put_life(work.session, stored, [step], work.now)
            await _publish(work, life, version)

    async def publish_lacking(self, work: Restoring, lacking: Collection[str]) -> None:
        for id_ in lacking:
            kept = await store.life(work.session, UUID(id_))
            if kept is not None:
                await _publish(work, kept.life, kept.version)


def _disclosed(
    work: Restoring, kept: StoredLife | None, events: Iterable[Event[Any]], actor: str
) -> None:
    """What the log's steps disclosed is appended again, at their own moments, also where they
    are discarded: companies know it. What the restore itself puts back discloses nothing."""
    before = kept.life if kept else None
    for event in events:
        at, version = event.time, event.entity_version
        disclosures.record(work.session, before, event.data, version=version, at=at, actor=actor)
        before = event.data


async def _publish(work: Restoring, life: Life, version: int) -> None:
    type_ = _type_of(life)
    await store.publish(work.session, life, version=version, event=type_, now=work.now)
    work.restored.republished["lives"] += 1


class RestoredLists(Restorable):
    topic = "lists"
    statement = "SELECT partition, turn FROM owned_partition"

    async def take(self, work: Restoring, log: Log) -> None:
        """Publish again those that the log tells of since, and all of partitions of which it lacks
        a turn."""
        owners: dict[int, Collection[UUID] | None] = {
            int(key): {each.flow for event in events for each in lists_in(event.data)}
            for key, events in log.newer.items()
        }
        owners |= dict.fromkeys(map(int, log.lacking))
        above = {
            int(key): restored_log.last(events).entity_version for key, events in log.newer.items()
        }
        again = await list_corrections.publish_again(work.session, owners, above, work.now)
        work.restored.republished["lists"] += again

    async def publish_lacking(self, work: Restoring, lacking: Collection[str]) -> None:
        """They were, with those that the log tells of."""


class RestoredGroups(Restorable):
    topic = "group"
    statement = "SELECT synergy_id, version FROM synergy_group"

    async def take(self, work: Restoring, log: Log) -> None:
        """Publish them as they are stored, above the log; those that only the log knows are lost,
        until they are found again. Every market is looked at: lives may be others now."""
        last = {UUID(id_): restored_log.last(events) for id_, events in log.newer.items()}
        above = max((event.entity_version for event in last.values()), default=0)
        await group_corrections.go_above(work.session, above)
        stored = {UUID(id_) for id_ in log.known}
        again = [id_ for id_ in stored if id_ in last or str(id_) in log.lacking]
        unknown = [event.data for id_, event in last.items() if id_ not in stored]
        count = await group_corrections.publish_again(work.session, again, work.now)
        count += await group_corrections.publish_lost(
            work.session, [one for one in unknown if one.state != "lost"], work.now
        )
        work.restored.republished["groups"] += count
        await stale.mark_stale(work.session, await sharings.markets(work.session))

    async def publish_lacking(self, work: Restoring, lacking: Collection[str]) -> None:
        """They were, with those that the log tells of."""


ENTITIES: Final[tuple[Restorable, ...]] = (RestoredLives(), RestoredLists(), RestoredGroups())


def unbegun(life: Life, now: datetime) -> Life:
    """The life as before anybody did anything; answers given before ``now`` count no more."""
    return replace(
        life,
        state="detected",
        state_since=now,
        parties=tuple(Party(side=party.side) for party in life.parties),
        qualified_at=None,
        introduced_at=None,
        reopened_at=now,
        automatic=False,
        disclosed=False,
        at_risk=False,
        agreed=None,
        running_since=None,
        former_runs=(),
        corrected_from=None,
        stopped_on=None,
        grown_into=None,
        lost_on=None,
        contract_until=None,
        next_action=None,
        results=(),
    )


def _type_of(life: Life) -> str:
    return _EVENT_OF.get(life.state, _OTHERWISE)
