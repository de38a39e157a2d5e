"""Flows and lists rebuilt from the log alone, in shadow tables that nobody reads yet.

flows, settings, lives up to a moment -> every list -> follow the log from there, as a worker does
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

from boucle.matching.engine import ListColumns
from boucle.matching.lists import entries
from boucle.matching.lists.partitions import Positions, save_flows
from boucle.matching.lists.parts import list_parts
from boucle.matching.lists.replica import FlowReplica
from boucle.matching.lists.turns import FLOWS_AT_ONCE
from boucle.matching.scoring import Rules
from boucle.matching.threads import run_through
from boucle.platform.bus import Place, Reader
from boucle.platform.db import Database, Session


class ShadowBuild:
    """``positions``: how far the lists in the shadow tables have read."""

    def __init__(self, database: Database, rules: Rules, partitions: Sequence[int]) -> None:
        self.replica = FlowReplica(rules)
        self.positions: Positions = {}
        self._database, self._partitions = database, partitions

    async def build(self, reader: Reader, ends: Mapping[Place, int], now: datetime) -> None:
        """Read the log up to ``ends``, then compute every list, one partition at a time to keep
        each drain small."""
        await self._read(reader, ends, now)
        engine = self.replica.engine
        for partition in self._partitions:
            await self.replica.refresh(engine.own(partition))
            await self._write(await asyncio.to_thread(engine.drain), now)
            engine.release(partition)
        self._advance()

    async def resume(self, now: datetime) -> None:
        """Load the lists again from the shadow tables, and catch up."""
        async with self._database.read() as session:
            positions = dict.fromkeys(self._partitions, self.positions)
            changes = await self.take_over(session, positions)
        await self._write(changes, now)
        self._advance()

    async def follow(self, reader: Reader, ends: Mapping[Place, int], now: datetime) -> None:
        """Read on to ``ends``; the loaded lists follow."""
        await self._read(reader, ends, now)
        await self._write(self.replica.engine.drain(), now)
        self._advance()

    async def take_over(self, session: Session, stored: Mapping[int, Positions]) -> ListColumns:
        """As a new owner does: load the lists in the session's tables (``stored``: the positions of
        each partition's lists) and catch up with all that changed at or after; returns the lists
        that changed."""
        engine, changed = self.replica.engine, set[int]()
        for partition, positions in stored.items():
            engine.release(partition)
            await self.replica.load_lists(session, partition)
            changed |= self.replica.changed_since(positions) | self.replica.settings_changed_since(
                positions
            )
        await run_through(engine.catch_up(list(stored), sorted(changed)))
        return engine.drain()

    async def _read(self, reader: Reader, ends: Mapping[Place, int], now: datetime) -> None:
        async for records in reader.read_to(ends, FLOWS_AT_ONCE):
            batch = self.replica.read(records)
            self.replica.failures.clear()  # the live workers store them as dead letters
            await self.replica.apply(batch)
            async with self._database.write() as session:
                await save_flows(session, batch.stored, now)

    async def _write(self, changed: ListColumns, now: datetime) -> None:
        """Nothing is published or qualified."""
        for part in list_parts(changed):
            async with self._database.write() as session:
                await entries.keep(session, entries.rows_of(part), now)

    def _advance(self) -> None:
        self.positions = self.replica.reached()
