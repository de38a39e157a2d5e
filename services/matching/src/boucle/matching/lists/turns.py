"""What one turn of the worker writes: all of it with the positions reached, or nothing.

A turn with very many flows, flows to refresh or changed lists is written in parts. Only the last
part moves the positions: after a crash between two parts, some lists are refreshed again.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TypeVar
from uuid import UUID

from boucle.common import outbox
from boucle.common.bus import Record
from boucle.common.clock import Clock
from boucle.common.consuming import dead_letters
from boucle.common.consuming.handling import caused_by
from boucle.common.db import Database, WriteSession
from boucle.common.events.matching import Synergy
from boucle.matching.candidates import rows as candidate_rows
from boucle.matching.engine import Engine, ListChange
from boucle.matching.lists import entries, partitions
from boucle.matching.lists.events import event_rows
from boucle.matching.lists.partitions import Positions, StoredFlow
from boucle.matching.lists.publication import Publication, publication
from boucle.matching.lists.replica import Batch
from boucle.matching.lives import store
from boucle.matching.lives.opening import qualify_automatically
from boucle.matching.threads import FEW, computed

LISTS_AT_ONCE = 1000
ENTRIES_AT_ONCE = 10_000
"""Some 50 bytes each in an event, of which the broker takes a megabyte."""
FLOWS_AT_ONCE = 2000
TO_REFRESH_AT_ONCE = 10_000
"""Rows of flows to refresh: half a second for twelve partitions, where a million took a minute."""
T = TypeVar("T")


@dataclass(slots=True)
class Turn:
    """One turn: what was read and what it changed.

    ``positions``: how far everything here has read; ``failures``: records for the dead letters;
    ``to_refresh``, ``refreshed``: flows of wide changes; ``took``: partitions were taken over.
    """

    batch: Batch
    positions: Positions
    failures: Sequence[tuple[Record, Exception]] = ()
    changes: tuple[ListChange, ...] = ()
    to_refresh: set[int] = field(default_factory=set)
    refreshed: list[int] = field(default_factory=list)
    took: bool = False

    @property
    def is_small(self) -> bool:
        """Whether it changed a few lists at most."""
        wide = self.took or self.refreshed or self.to_refresh or self.batch.settings
        return not wide and len(self.batch.flows) + len(self.batch.facts) <= FEW

    def cause_of(self, change: ListChange) -> int:
        """The flow that a list changed for. Sorted by it, both lists of a pair mostly come in one
        part, and the pair is written once."""
        causes = self.batch.causes
        if change.flow in causes:
            return change.flow
        partners = (*change.moved, *change.lost)
        return next((flow for flow in partners if flow in causes), change.flow)

    def touched(self, held: Mapping[int, int]) -> dict[int, int]:
        """Of the partitions held (partition -> epoch), those for which something is written.

        The others keep their older positions, which are still true: whoever takes them over
        refreshes a little more. To update twelve rows at each event costs more than the event.
        """
        if self.to_refresh or self.refreshed or self.took or self.failures:
            return dict(held)
        touched = {one.partition for one in self.batch.stored}
        touched |= {change.partition for change in self.changes}
        return {partition: held[partition] for partition in held.keys() & touched}


@dataclass(frozen=True, slots=True)
class Committer:
    """Writes turns. ``made_by``: the catalogue and rules that make the lists. ``alive`` is called
    after each part: a large turn may take minutes."""

    database: Database
    made_by: str
    consumer: str
    alive: Callable[[], None]

    async def write(
        self, engine: Engine, turn: Turn, held: Mapping[int, int], clock: Clock
    ) -> None:
        """Write a turn and the new positions for the partitions held (partition -> epoch). Raises
        FencedOwner.

        May be called again with the same turn after a failure: rows already written are not
        published again. Each part reads the clock: who follows changes by time must not have
        passed it meanwhile.
        """
        ours = [change for change in turn.changes if change.partition in held]
        ours.sort(key=turn.cause_of)
        parts = list(list_parts(ours))
        stored = [one for one in turn.batch.stored if one.partition in held]
        *early, flows = in_parts(stored, FLOWS_AT_ONCE)
        if len(parts) > 1:  # a stored list is found through its flow
            early, flows = [*early, flows], []
        *wide, to_refresh = in_parts(list(turn.to_refresh), TO_REFRESH_AT_ONCE)
        for some in early:
            await self._write_early(held, partial(partitions.keep_flows, stored=some))
        for many in wide:
            add = partial(partitions.add_to_refresh, partitions=held, flows=many)
            await self._write_early(held, add)
        async with aclosing(_published(engine, parts, turn)) as publications:
            left = len(parts)
            async for found in publications:
                left -= 1
                rest = None
                if not left:
                    rest = partial(self._write_rest, turn, flows, to_refresh, held, clock())
                while not await self._write_part(found, held, rest, clock()):
                    pass  # at once: it begins by waiting for the rows that others inserted
                self.alive()

    async def _write_early(
        self, held: Mapping[int, int], write: Callable[[WriteSession], Awaitable[None]]
    ) -> None:
        async with self.database.write() as session:
            await partitions.fence(session, held)
            await write(session)
        self.alive()

    async def _write_part(
        self,
        found: Publication,
        held: Mapping[int, int],
        rest: Callable[[Sequence[int], WriteSession], Awaitable[Mapping[int, int]]] | None,
        now: datetime,
    ) -> bool:
        """One transaction; False, and nothing is written, when it must start over."""
        try:
            async with self.database.write() as session:
                turns = await (
                    partitions.fence(session, held, found.partitions)
                    if rest is None
                    else rest(found.partitions, session)
                )
                await publish(session, found, turns, now)
        except candidate_rows.InsertedElsewhere:
            return False
        return True

    async def _write_rest(
        self,
        turn: Turn,
        flows: Sequence[StoredFlow],
        to_refresh: Sequence[int],
        held: Mapping[int, int],
        now: datetime,
        told: Sequence[int],
        session: WriteSession,
    ) -> Mapping[int, int]:
        """The positions, and all but lists and pairs. ``flows``, ``to_refresh``: those that no
        earlier part wrote; ``told``: partitions whose lists changed. Returns the turn of each."""
        turns = await partitions.advance(session, held, turn.positions, self.made_by, told)
        if flows:
            await partitions.keep_flows(session, flows)
        if to_refresh:
            await partitions.add_to_refresh(session, held, to_refresh)
        if turn.refreshed:
            await partitions.remove_refreshed(session, held, turn.refreshed)
        for record, error in turn.failures:  # every worker meets them: the first one's row stays
            await dead_letters.add(session, self.consumer, record, error, now)
        return turns


async def _published(
    engine: Engine, parts: Sequence[Sequence[ListChange]], turn: Turn
) -> AsyncGenerator[Publication]:
    """What each part writes, in order; the next one is computed while this one is written.

    If closed early, it waits for the running computation: the engine may change after that.
    """

    def begin(part: Sequence[ListChange]) -> asyncio.Task[Publication]:
        work = partial(publication, engine, part, turn.batch.causes)
        return asyncio.create_task(computed(work, len(part)))

    ahead = begin(parts[0])
    try:
        for part in parts[1:]:
            found = await ahead
            ahead = begin(part)
            yield found
        yield await ahead
    finally:
        await asyncio.wait({ahead})


async def publish(
    session: WriteSession, found: Publication, turns: Mapping[int, int], now: datetime
) -> None:
    """Write lists and pairs with their events, and the lives that the ``auto`` policy begins.
    ``turns``: of each partition that lists are of."""
    if found.lists is not None:
        await entries.keep(session, found.lists, now)
        await outbox.add_rows(session, event_rows(found.lists, turns, found.causes, now))
    if found.pairs:
        synergies = await candidate_rows.apply(session, list(found.pairs.values()), now)
        for key in sorted(found.qualify & synergies.keys()):
            await _qualify(session, found, key, synergies, now)


async def _qualify(
    session: WriteSession,
    found: Publication,
    key: UUID,
    synergies: Mapping[UUID, Synergy],
    now: datetime,
) -> None:
    """In the transaction that puts the pair in the list; does nothing if it has a life."""
    life = qualify_automatically(synergies[key], now)
    cause = found.pairs[key].cause
    if cause is None:
        await store.open_life(session, life, now=now)
        return
    with caused_by(cause):
        await store.open_life(session, life, now=now)


def list_parts(changes: Sequence[ListChange]) -> Iterator[Sequence[ListChange]]:
    """At least one part, maybe empty, none with more entries than an event can carry."""
    start, left = 0, ENTRIES_AT_ONCE
    for at, change in enumerate(changes):
        if at > start and (change.size > left or at - start >= LISTS_AT_ONCE):
            yield changes[start:at]
            start, left = at, ENTRIES_AT_ONCE
        left -= change.size
    yield changes[start:]


def in_parts(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """At least one part, maybe empty."""
    for start in range(0, max(1, len(items)), size):
        yield items[start : start + size]
