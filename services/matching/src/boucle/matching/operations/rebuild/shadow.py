"""Flows, lists and pairs as the log makes them from nothing, in tables that nobody reads yet.

flows, settings, lives up to a moment -> every list -> followed on, as a worker follows
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

from boucle.common.bus import Place, Reader
from boucle.common.db import Database, ReadSession, WriteSession
from boucle.matching.candidates import rows as pair_rows
from boucle.matching.engine import ListChange
from boucle.matching.lists import partitions as ownership
from boucle.matching.lists import rows as stored_lists
from boucle.matching.lists.partitions import Positions
from boucle.matching.lists.pieces import each_piece, in_pieces
from boucle.matching.lists.publication import Publication, publication
from boucle.matching.lists.replica import Copy, News
from boucle.matching.lists.turns import FLOWS_AT_ONCE, LISTS_AT_ONCE, in_parts
from boucle.matching.scoring import Rules


class Anew:
    """``at``: how far the lists in its tables have read."""

    def __init__(self, database: Database, rules: Rules, partitions: Sequence[int]) -> None:
        self.copy = Copy(rules)
        self.at: Positions = {}
        self._database, self._partitions = database, partitions

    async def build(self, reader: Reader, ends: Mapping[Place, int], now: datetime) -> None:
        """All that the log tells up to ``ends``, then every list, a partition at a time: what one
        drain holds stays small."""
        await self._read(reader, ends)
        engine = self.copy.engine
        for partition in self._partitions:
            await each_piece(engine.mend, engine.own(partition))
            await self._keep(await asyncio.to_thread(engine.drain), now)
            engine.release(partition)
        self._come_to_here()

    async def resume(self, now: datetime) -> None:
        """Take the lists up again, from its tables."""
        async with self._database.read() as session:
            changes = await self.take_over(session, dict.fromkeys(self._partitions, self.at))
        await self._keep(changes, now)
        self._come_to_here()

    async def follow(self, reader: Reader, ends: Mapping[Place, int], now: datetime) -> None:
        """Read on to ``ends``; the lists taken up are mended."""
        await self._read(reader, ends)
        await self._keep(self.copy.engine.drain(), now)
        self._come_to_here()

    async def take_over(
        self, session: ReadSession | WriteSession, standing: Mapping[int, Positions]
    ) -> tuple[ListChange, ...]:
        """As a new owner does: load the lists that the session's tables hold (``standing``: how far
        each partition's have read), mend them against all that changed at or after; returns what
        the mending moved."""
        engine, changed = self.copy.engine, set[int]()
        for partition, positions in standing.items():
            engine.release(partition)
            await self.copy.take_up(session, partition)
            changed |= self.copy.changed_since(positions) | self.copy.settled_since(positions)
        await in_pieces(engine.catch_up(list(standing), sorted(changed)).__next__)
        return engine.drain()

    def published(self, part: Sequence[ListChange]) -> Publication:
        return publication(self.copy.engine, part, {})

    async def _read(self, reader: Reader, ends: Mapping[Place, int]) -> None:
        async for records in reader.read_to(ends, FLOWS_AT_ONCE):
            news = self.copy.read(records)
            self.copy.failures.clear()  # the live workers put the same aside
            await self._tell_engine(news)
            async with self._database.write() as session:
                await ownership.keep_flows(session, news.stored)

    async def _tell_engine(self, news: News) -> None:
        engine = self.copy.engine
        for settings in news.settings:
            await each_piece(engine.mend, engine.settle(settings))
        await each_piece(engine.put, news.flows)
        await each_piece(engine.set_lives, news.facts)

    async def _keep(self, changes: Sequence[ListChange], now: datetime) -> None:
        """Lists and pairs; nobody is told, nothing is qualified."""
        for part in in_parts(changes, LISTS_AT_ONCE):
            found = await asyncio.to_thread(self.published, part)
            async with self._database.write() as session:
                await stored_lists.keep(session, found.lists)
                await pair_rows.keep(session, list(found.pairs.values()), now)

    def _come_to_here(self) -> None:
        self.at = {topic: dict(offsets) for topic, offsets in self.copy.positions.items()}
