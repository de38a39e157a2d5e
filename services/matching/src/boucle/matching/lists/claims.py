"""Track the partitions that one worker owns or claims in one membership of the group, and the flows
of wide changes that their lists have yet to follow. A new partition: claim it (its old owner is
fenced), read on to the positions of its lists, load them, compare them with all that changed at or
after those positions, and go on."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import structlog

from boucle.matching.lists import memory
from boucle.matching.lists.corrections import publish_again
from boucle.matching.lists.partitions import (
    GROUP,
    Partition,
    catalogue_order,
    claim,
    fence,
    read_partitions,
    read_to_refresh,
)
from boucle.matching.lists.replica import FlowBatch, FlowReplica
from boucle.matching.lists.turns import Turn
from boucle.matching.threads import run_through
from boucle.platform.bus import Bus, Membership
from boucle.platform.clock import Clock
from boucle.platform.db import Database
from boucle.platform.failures import Halted

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Claims:
    """``held``: partition -> epoch; ``claimed``: ours, but their lists are ahead of our replica;
    ``to_refresh``: flows to compare again with their neighbours. ``batch_size`` and ``poll``
    (seconds): how the log is read again; ``alive`` is called meanwhile."""

    database: Database
    bus: Bus
    replica: FlowReplica
    made_by: str
    batch_size: int
    poll: float
    alive: Callable[[], None]
    clock: Clock
    owned: dict[int, int] = field(default_factory=dict)
    claimed: dict[int, Partition] = field(default_factory=dict)
    to_refresh: dict[int, None] = field(default_factory=dict)
    generation: int = -1

    def changing(self, member: Membership) -> bool:
        """Tell whether partitions come or go: nothing is computed ahead then."""
        return bool(self.claimed) or member.generation != self.generation

    async def follow(self, member: Membership) -> None:
        """Follow the group: release partitions that are no longer ours, claim new ones."""
        if member.generation == self.generation:
            return
        self.generation = member.generation
        if member.owned is None:
            return  # during a rebalance we keep what we hold, until somebody else claims it
        ours = {partition for _, partition in member.owned}
        for partition in {*self.owned, *self.claimed} - ours:
            self.owned.pop(partition, None)
            self.claimed.pop(partition, None)
            await asyncio.to_thread(self.replica.engine.release, partition)
        await self._claim(ours - self.owned.keys() - self.claimed.keys())
        _log.info("lists_assigned", partitions=sorted(ours))

    async def _claim(self, partitions: set[int]) -> None:
        """Claim partitions. Raises Halted, before anybody is fenced, if a newer catalogue made the
        lists."""
        if not partitions:
            return
        async with self.database.write() as session:
            stored = await read_partitions(session)
            for partition in partitions & stored.keys():
                made_by = stored[partition].catalogue
                if catalogue_order(made_by) > catalogue_order(self.made_by):
                    raise Halted(
                        f"{GROUP}: the lists of partition {partition} were made by catalogue "
                        f"{made_by}, newer than this process's {self.made_by}: run that release"
                    )
            claimed = await claim(session, partitions, self.made_by)
        for partition, row in claimed.items():
            if row.unpublished:
                await self._publish(partition, row.epoch)
        self.claimed |= claimed

    async def _publish(self, partition: int, epoch: int) -> None:
        """Publish its stored lists, with empty ones: a release before ADR 0020 published none."""
        async with self.database.write() as session:
            await fence(session, {partition: epoch})
            lists = await publish_again(session, {partition: None}, {}, self.clock())
        self.alive()
        _log.info("lists_published", partition=partition, lists=lists)

    async def take_over(self, turn: Turn) -> None:
        """Load the lists of claimed partitions whose positions our replica has reached, and catch
        up."""
        replica = self.replica
        ready = {p: row for p, row in self.claimed.items() if replica.has_reached(row.positions)}
        if not ready:
            return
        changed, to_refresh = set[int](), set[int]()
        for partition, row in ready.items():
            flows = await self._load(partition)
            changed |= replica.changed_since(row.positions)
            to_refresh |= replica.settings_changed_since(row.positions)
            if row.positions and row.catalogue != self.made_by:
                to_refresh |= set(flows)
        # What this turn's settings postponed stays: the other lists wait for it too.
        turn.to_refresh |= to_refresh - changed
        await self._reread(ready, turn.batch)
        await run_through(replica.engine.catch_up(list(ready), sorted(changed)))
        for partition, row in ready.items():
            self.owned[partition] = row.epoch
            del self.claimed[partition]
        self.to_refresh |= dict.fromkeys(turn.to_refresh)
        turn.took = True
        await asyncio.to_thread(memory.give_back)
        _log.info("lists_taken_over", partitions=sorted(ready), refreshed=len(changed))

    async def _reread(self, ready: Mapping[int, Partition], batch: FlowBatch) -> None:
        """Add the flows of these partitions that we read before we owned them. Nobody has stored
        them since their last owner's position, and our position will say that they were read."""
        since = {
            ("flow", partition): row.positions.get("flow", {}).get(partition, 0)
            for partition, row in ready.items()
        }
        until = {place: self.replica.positions["flow"][place[1]] for place in since}
        reached = {place: offset for place, offset in since.items() if offset < until[place]}
        if not reached:
            return
        async with self.bus.reader() as reader:
            reader.assign(reached)
            while any(offset < until[place] for place, offset in reached.items()):
                for record in await reader.poll(self.batch_size, self.poll):
                    if record.offset < until[record.place]:
                        batch.add_flows(self.replica.declared(record))
                reached = await reader.positions()
                self.alive()

    async def _load(self, partition: int) -> tuple[int, ...]:
        async with self.database.read() as session:
            self.to_refresh |= dict.fromkeys(await read_to_refresh(session, partition))
            return await self.replica.load_lists(session, partition)
