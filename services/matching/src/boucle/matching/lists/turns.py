"""What one turn of the worker writes: all of it and the positions reached, or nothing.

A turn with very many flows, flows left to mend or changed lists is written in parts: those before
the last leave the positions where they were, so that a crash between two only means some mending
again.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TypeVar
from uuid import UUID

from boucle.common import dead_letters
from boucle.common.bus import Record
from boucle.common.clock import Clock
from boucle.common.db import Database, WriteSession
from boucle.common.events.matching import Synergy
from boucle.common.handling import caused_by
from boucle.matching.candidates import rows as pair_rows
from boucle.matching.engine import Engine, ListChange
from boucle.matching.lists import partitions
from boucle.matching.lists import rows as stored_lists
from boucle.matching.lists.partitions import Positions, StoredFlow
from boucle.matching.lists.publication import Publication, publication
from boucle.matching.lists.replica import News
from boucle.matching.lives import store
from boucle.matching.lives.decisions import qualify_automatically
from boucle.matching.threads import FEW, computed

LISTS_AT_ONCE = 1000
FLOWS_AT_ONCE = 2000
LEFT_AT_ONCE = 10_000
"""Flows left to mend: half a second for twelve partitions, where a million took a minute."""
T = TypeVar("T")


@dataclass(slots=True)
class Turn:
    """One turn: what was read, what it changed. ``left``, ``mended``: flows of wide changes.

    ``positions`` is how far everything here has read; ``failures`` are put aside; ``took``:
    partitions were taken over.
    """

    news: News
    positions: Positions
    failures: Sequence[tuple[Record, Exception]] = ()
    changes: tuple[ListChange, ...] = ()
    left: set[int] = field(default_factory=set)
    mended: list[int] = field(default_factory=list)
    took: bool = False

    @property
    def is_small(self) -> bool:
        """Whether it changed a few lists at most."""
        wide = self.took or self.mended or self.left or self.news.settings
        return not wide and len(self.news.flows) + len(self.news.facts) <= FEW

    def why(self, change: ListChange) -> int:
        """The flow that a list changed for: lists that share pairs, side by side, write them once
        where a part holds both."""
        causes = self.news.causes
        if change.flow in causes:
            return change.flow
        partners = (*change.moved, *change.lost)
        return next((flow for flow in partners if flow in causes), change.flow)

    def touched(self, held: Mapping[int, int]) -> dict[int, int]:
        """Of the partitions held (partition -> epoch), those for which something is written.

        The others keep the older position that they have: it is true of them as well, and whoever
        takes them over mends a little more. Twelve rows moved at each event cost more than the
        event.
        """
        if self.left or self.mended or self.took or self.failures:
            return dict(held)
        news = {one.partition for one in self.news.stored}
        news |= {change.partition for change in self.changes}
        return {partition: held[partition] for partition in held.keys() & news}


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
        """Write a turn for the partitions held (partition -> epoch), and how far they have read
        now. Raises FencedOwner.

        May be called again with the same turn after a failure: rows that stand stay untold. Each
        part has its own moment: who follows changes by theirs must not have passed it meanwhile.
        """
        ours = [change for change in turn.changes if change.partition in held]
        ours.sort(key=turn.why)
        parts = list(in_parts(ours, LISTS_AT_ONCE))
        stored = [one for one in turn.news.stored if one.partition in held]
        *early, flows = in_parts(stored, FLOWS_AT_ONCE)
        *wide, mend = in_parts(list(turn.left), LEFT_AT_ONCE)
        for some in early:
            await self._write_early(held, partial(partitions.keep_flows, stored=some))
        for many in wide:
            leave = partial(partitions.leave_to_mend, partitions=held, flows=many)
            await self._write_early(held, leave)
        async with aclosing(_published(engine, parts, turn)) as publications:
            left = len(parts)
            async for found in publications:
                left -= 1
                rest = None if left else partial(self._keep, turn, flows, mend, held, clock())
                while not await self._write_part(found, held, rest, clock()):
                    pass  # at once: it begins by waiting for the rows that others made since
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
        rest: Callable[[WriteSession], Awaitable[None]] | None,
        now: datetime,
    ) -> bool:
        """One transaction; False, and nothing is written, when it must start over."""
        try:
            async with self.database.write() as session:
                if rest is None:
                    await partitions.fence(session, held)
                else:
                    await rest(session)
                await publish(session, found, now)
        except pair_rows.BegunElsewhere:
            return False
        return True

    async def _keep(
        self,
        turn: Turn,
        flows: Sequence[StoredFlow],
        mend: Sequence[int],
        held: Mapping[int, int],
        now: datetime,
        session: WriteSession,
    ) -> None:
        """The positions, and all but lists and pairs. ``flows``, ``mend``: those not written yet,
        as they are and to be mended."""
        await partitions.advance(session, held, turn.positions, self.made_by)
        if flows:
            await partitions.keep_flows(session, flows)
        if mend:
            await partitions.leave_to_mend(session, held, mend)
        if turn.mended:
            await partitions.mended(session, held, turn.mended)
        for record, error in turn.failures:  # every worker meets them: the first account stays
            await dead_letters.put_aside(session, self.consumer, record, error, now)


async def _published(
    engine: Engine, parts: Sequence[Sequence[ListChange]], turn: Turn
) -> AsyncGenerator[Publication]:
    """What each part writes, in order; the next one is computed while this one is written.

    Closed early, it waits for what is being computed: the engine may change after that.
    """

    def begin(part: Sequence[ListChange]) -> asyncio.Task[Publication]:
        work = partial(publication, engine, part, turn.news.causes)
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


async def publish(session: WriteSession, found: Publication, now: datetime) -> None:
    """Lists, pairs with their events, and what the ``auto`` policy qualifies."""
    if found.lists:
        await stored_lists.keep(session, found.lists)
    if found.pairs:
        synergies = await pair_rows.apply(session, list(found.pairs.values()), now)
        for key in sorted(found.qualify & synergies.keys()):
            await _qualify(session, found, key, synergies, now)


async def _qualify(
    session: WriteSession,
    found: Publication,
    key: UUID,
    synergies: Mapping[UUID, Synergy],
    now: datetime,
) -> None:
    """In the transaction that puts the pair in the list; nothing where it has a life already."""
    life = qualify_automatically(synergies[key], now)
    cause = found.pairs[key].cause
    if cause is None:
        await store.open_life(session, life, now=now)
        return
    with caused_by(cause):
        await store.open_life(session, life, now=now)


def in_parts(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """At least one part, maybe empty."""
    for start in range(0, max(1, len(items)), size):
        yield items[start : start + size]
