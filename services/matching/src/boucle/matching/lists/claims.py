"""What one life in the group owns: partitions held or claimed, flows left to mend.

A new partition: claim it (its old owner is fenced), read on to where its lists stand, load them,
mend them against all that changed at or after, and go on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import structlog

from boucle.common.bus import Bus, Membership
from boucle.common.db import Database
from boucle.common.failures import Halted
from boucle.matching.candidates.decisions import catalogue_order
from boucle.matching.lists import memory
from boucle.matching.lists import partitions as ownership
from boucle.matching.lists.partitions import GROUP, Partition, StoredFlow
from boucle.matching.lists.pieces import in_pieces
from boucle.matching.lists.replica import Copy
from boucle.matching.lists.turns import Turn

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Holding:
    """``held``: partition -> epoch; ``claimed``: ours, with lists that stand ahead of our copy.

    ``batch_size`` and ``poll`` (seconds): how the log is read again; ``alive`` is called meanwhile.
    """

    database: Database
    bus: Bus
    copy: Copy
    made_by: str
    batch_size: int
    poll: float
    alive: Callable[[], None]
    held: dict[int, int] = field(default_factory=dict)
    claimed: dict[int, Partition] = field(default_factory=dict)
    to_mend: dict[int, None] = field(default_factory=dict)
    generation: int = -1

    async def follow(self, member: Membership) -> None:
        """Follow the group: forget what is no longer ours, claim what is new."""
        if member.generation == self.generation:
            return
        self.generation = member.generation
        if member.owned is None:
            return  # being rebalanced: what we hold is ours until somebody claims it
        ours = {partition for _, partition in member.owned}
        for partition in {*self.held, *self.claimed} - ours:
            self.held.pop(partition, None)
            self.claimed.pop(partition, None)
            await asyncio.to_thread(self.copy.engine.release, partition)
        await self._claim(ours - self.held.keys() - self.claimed.keys())
        _log.info("lists_assigned", partitions=sorted(ours))

    async def _claim(self, partitions: set[int]) -> None:
        """Raises Halted, before anybody is fenced, when a newer catalogue made the lists."""
        if not partitions:
            return
        async with self.database.write() as session:
            known = await ownership.partitions(session)
            for partition in partitions & known.keys():
                made_by = known[partition].catalogue
                if catalogue_order(made_by) > catalogue_order(self.made_by):
                    raise Halted(
                        f"{GROUP}: the lists of partition {partition} were made by catalogue "
                        f"{made_by}, newer than this process's {self.made_by}: run that release"
                    )
            self.claimed |= await ownership.claim(session, partitions, self.made_by)

    async def take_over(self, turn: Turn) -> None:
        """Partitions whose lists our copy has reached: load the lists, mend, hold."""
        engine = self.copy.engine
        ready = {p: row for p, row in self.claimed.items() if self.copy.has_reached(row.positions)}
        if not ready:
            return
        changed, left = set[int](), set[int]()
        for partition, row in ready.items():
            flows = await self._load(partition)
            changed |= self.copy.changed_since(row.positions)
            left |= self.copy.settled_since(row.positions)
            if row.positions and row.catalogue != self.made_by:
                left |= set(flows)
        # Not from what this turn's settings left: that waits in the other lists too.
        turn.left |= left - changed
        turn.news.stored += await self._reread(ready)
        await in_pieces(engine.catch_up(list(ready), sorted(changed)).__next__)
        for partition, row in ready.items():
            self.held[partition] = row.epoch
            del self.claimed[partition]
        self.to_mend |= dict.fromkeys(turn.left)
        turn.took = True
        await asyncio.to_thread(memory.give_back)
        _log.info("lists_taken_over", partitions=sorted(ready), mended=len(changed))

    async def _reread(self, ready: Mapping[int, Partition]) -> list[StoredFlow]:
        """The flows that we read of these partitions before they were ours: since their last
        owner's position nobody has kept them, and ours will say that they were read."""
        since = {
            ("flow", partition): row.positions.get("flow", {}).get(partition, 0)
            for partition, row in ready.items()
        }
        until = {place: self.copy.positions["flow"][place[1]] for place in since}
        reached = {place: offset for place, offset in since.items() if offset < until[place]}
        found: list[StoredFlow] = []
        if not reached:
            return found
        async with self.bus.reader() as reader:
            reader.assign(reached)
            while any(offset < until[place] for place, offset in reached.items()):
                for record in await reader.poll(self.batch_size, self.poll):
                    stored = self.copy.stored(record)
                    if stored is not None and record.offset < until[record.place]:
                        found.append(stored)
                reached = await reader.positions()
                self.alive()
        return found

    async def _load(self, partition: int) -> tuple[int, ...]:
        """The partition's lists as stored, into the engine; returns its flows."""
        async with self.database.read() as session:
            self.to_mend |= dict.fromkeys(await ownership.to_mend(session, partition))
            return await self.copy.take_up(session, partition)
