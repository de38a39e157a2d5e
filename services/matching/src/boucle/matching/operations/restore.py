"""After a restore: takes lives back from the log or publishes them again, and tells lists and
groups again as they are stored.

A life is what people did: the log holds all of it. A list is computed: it is published above the
log's turns, and the engine, which reads on from the positions of its lists, finds again what it
had found before.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
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
from boucle.platform.bus import Bus
from boucle.platform.consuming import halts
from boucle.platform.db import Database, WriteSession
from boucle.platform.events import Event
from boucle.platform.process import Resources
from boucle.platform.recovery import restored_log
from boucle.platform.recovery.restored_log import Log, Restored

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
    """One transaction."""
    database, bus = resources.database, resources.bus
    async with database.read() as session:
        known_lives = await life_corrections.versions(session)
        known_turns = await partitions.turns(session)
        known_groups = await group_corrections.versions(session)
        skipped = await halts.skipped(session)
    lives = await restored_log.read_log(bus, "life", known_lives, skipped)
    told = await restored_log.read_log(bus, "lists", known_turns, skipped)
    groups = await restored_log.read_log(bus, "group", known_groups, skipped)
    another = await _is_another_log(database, bus)
    async with database.write() as session:
        work = _Work(session, resources.clock())
        await work.lives(lives, discard)
        await work.lists(told)
        await work.groups(groups, {UUID(id_) for id_ in known_groups})
        if another:
            await restored_log.read_from_the_beginning(session)
            await partitions.read_from_the_beginning(session)
        elif discard:
            await restored_log.read_from_the_end(
                session, bus, consumers.INTRODUCTIONS, "introduction"
            )
    return work.restored


async def _is_another_log(database: Database, bus: Bus) -> bool:
    """By the positions of the consumers, or by those of the lists."""
    async with database.read() as session:
        owned = await partitions.read_partitions(session)
    lists = {
        (topic, partition): offset
        for row in owned.values()
        for topic, offsets in row.positions.items()
        for partition, offset in offsets.items()
    }
    return await restored_log.is_shorter(database, bus) or await restored_log.ends_before(
        bus, lists
    )


@dataclass
class _Work:
    session: WriteSession
    now: datetime
    restored: Restored = field(default_factory=Restored)

    async def lives(self, log: Log, discard: bool) -> None:
        for id_, events in log.newer.items():
            kept = await store.life(self.session, UUID(id_))
            if discard:
                self._disclosed(kept, events, DISCARDED)
                await self._republish(kept, restored_log.last(events))
            else:
                self._disclosed(kept, events, "log")
                await self._take_back(events)
        for id_ in log.lacking:
            kept = await store.life(self.session, UUID(id_))
            if kept is not None:
                await self._publish(kept.life, kept.version)

    async def _take_back(self, events: list[Event[Any]]) -> None:
        """With each step in the log, which does not say who took it."""
        steps = [
            LifeStep(event.entity_version, event.time, "log", event.type, event.data)
            for event in events
        ]
        last = steps[-1]
        life = StoredLife(last.life, last.version)
        await life_corrections.put_life(self.session, life, steps, self.now)
        self.restored.taken["lives"] += 1

    def _disclosed(self, kept: StoredLife | None, events: Iterable[Event[Any]], actor: str) -> None:
        """What the log's steps disclosed is appended again, at their own moments, also where they
        are discarded: companies know it. What the restore itself puts back discloses nothing."""
        before = kept.life if kept else None
        for event in events:
            at, version = event.time, event.entity_version
            disclosures.record(
                self.session, before, event.data, version=version, at=at, actor=actor
            )
            before = event.data

    async def _republish(self, kept: StoredLife | None, last: Event[Life]) -> None:
        """As its row has it; a life that only the log knows is reset to its beginning."""
        version = last.entity_version + 1
        life = kept.life if kept else unbegun(last.data, self.now)
        life = with_seen(last.data, life, version)
        step = LifeStep(version, self.now, "restore", _type_of(life), life)
        stored = StoredLife(life, version, kept.inputs if kept else None)
        await life_corrections.put_life(self.session, stored, [step], self.now)
        await self._publish(life, version)

    async def _publish(self, life: Life, version: int) -> None:
        type_ = _type_of(life)
        await store.publish(self.session, life, version=version, event=type_, now=self.now)
        self.restored.republished["lives"] += 1

    async def lists(self, log: Log) -> None:
        """Those that the log tells of since, and all of partitions of which it lacks a turn."""
        owners: dict[int, Collection[UUID] | None] = {
            int(key): {each.flow for event in events for each in lists_in(event.data)}
            for key, events in log.newer.items()
        }
        owners |= dict.fromkeys(map(int, log.lacking))
        above = {
            int(key): restored_log.last(events).entity_version for key, events in log.newer.items()
        }
        again = await list_corrections.tell_again(self.session, owners, above, self.now)
        if again:
            self.restored.republished["lists"] += again

    async def groups(self, log: Log, stored: Collection[UUID]) -> None:
        """As they are stored, above the log; those that only the log knows are lost, until they are
        found again. Every market is looked at: lives may be others now."""
        last = {UUID(id_): restored_log.last(events) for id_, events in log.newer.items()}
        above = max((event.entity_version for event in last.values()), default=0)
        await group_corrections.go_above(self.session, above)
        again = [id_ for id_ in stored if id_ in last or str(id_) in log.lacking]
        unknown = [event.data for id_, event in last.items() if id_ not in stored]
        count = await group_corrections.tell_again(self.session, again, self.now)
        count += await group_corrections.tell_lost(
            self.session, [one for one in unknown if one.state != "lost"], self.now
        )
        if count:
            self.restored.republished["groups"] += count
        await stale.mark_stale(self.session, await sharings.markets(self.session))


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
        stopped_on=None,
        contract_until=None,
        next_action=None,
        results=(),
    )


def _type_of(life: Life) -> str:
    return _EVENT_OF.get(life.state, _OTHERWISE)
