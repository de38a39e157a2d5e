"""Write one turn of the worker: all of it with the positions reached, or nothing. A turn with very
many flows, flows to refresh or changed lists is written in parts. Only the last part moves the
positions: after a crash between two parts, some lists are refreshed again."""

from collections.abc import Awaitable, Callable, Container, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TypeVar

from boucle.matching.candidates.stored_inputs import encoded_inputs
from boucle.matching.crowds.store import add as add_crowds
from boucle.matching.engine import ListColumns
from boucle.matching.lists import partitions
from boucle.matching.lists.partitions import Positions
from boucle.matching.lists.parts import ListPart, parts_of
from boucle.matching.lists.qualifying import ToQualify
from boucle.matching.lists.replica import FlowBatch
from boucle.matching.lists.stored_flow import StoredFlow
from boucle.matching.lives import flow_changes, store
from boucle.matching.lives.opening import qualify_automatically
from boucle.matching.lives.pair_scoring import rules
from boucle.matching.lives.previews import with_previews
from boucle.matching.threads import FEW
from boucle.platform.bus import Record
from boucle.platform.clock import Clock
from boucle.platform.consuming import dead_letters
from boucle.platform.consuming.handling import caused_by
from boucle.platform.db import Database, WriteSession

FLOWS_AT_ONCE = 2000
TO_REFRESH_AT_ONCE = 10_000
"""Rows of flows to refresh: half a second for twelve partitions, where a million took a minute."""
T = TypeVar("T")


@dataclass(slots=True)
class Turn:
    """One turn: what was read and what it changed. ``positions``: how far everything here has read;
    ``failures``: records for the dead letters; ``changes``: of lists, and what the ``auto`` policy
    has ``chosen`` of them; ``parts``: the prepared changes; ``to_refresh``, ``refreshed``: flows of
    wide changes; ``took``: partitions were taken over."""

    batch: FlowBatch
    positions: Positions
    failures: Sequence[tuple[Record, Exception]] = ()
    changes: ListColumns | None = None
    parts: Sequence[ListPart] = ()
    chosen: Sequence[ToQualify] = ()
    to_refresh: set[int] = field(default_factory=set)
    refreshed: list[int] = field(default_factory=list)
    took: bool = False

    @property
    def is_small(self) -> bool:
        """Tell whether it changed a few lists at most."""
        wide = self.took or self.refreshed or self.to_refresh or self.batch.settings
        return not wide and len(self.batch.flows) + len(self.batch.facts) <= FEW

    def touched(self, owned: Mapping[int, int]) -> dict[int, int]:
        """Return the owned partitions (partition -> epoch) for which something is written. The
        others keep their older positions, which are still true: a new owner refreshes a little
        more. Updating twelve rows at each event costs more than the event."""
        if self.to_refresh or self.refreshed or self.took or self.failures:
            return dict(owned)
        touched = {one.partition for one in self.batch.stored}
        touched |= set() if self.changes is None else set(self.changes.partitions())
        return {partition: owned[partition] for partition in owned.keys() & touched}

    def set_changes(self, changes: ListColumns) -> None:
        """Set the changes of lists, and prepare them to be written."""
        self.changes, self.parts = changes, parts_of(changes, self.batch.causes)

    def parts_for(self, owned: Container[int]) -> Sequence[ListPart]:
        """Return the parts of the owned partitions; one may have gone since they were prepared."""
        if self.changes is None or all(one in owned for one in self.changes.partitions()):
            return self.parts
        ours = [one for one in self.changes.partitions() if one in owned]
        return parts_of(self.changes.of_partitions(ours), self.batch.causes)


@dataclass(frozen=True, slots=True)
class Committer:
    """Writes turns. ``made_by``: the catalogue and rules that make the lists. ``alive`` is called
    after each part: a large turn may take minutes."""

    database: Database
    made_by: str
    consumer: str
    alive: Callable[[], None]

    async def write(self, turn: Turn, owned: Mapping[int, int], clock: Clock) -> None:
        """Write a turn and the new positions for the owned partitions (partition -> epoch). Raises
        FencedOwner. It may be called again with the same turn after a failure: it writes the same
        rows, and publishes its lists once more. Each part reads the clock: readers by time must not
        have passed it meanwhile."""
        stored = [one for one in turn.batch.stored if one.partition in owned]
        *early, flows = in_parts(stored, FLOWS_AT_ONCE)
        parts = turn.parts_for(owned)
        if len(parts) > 1:  # a stored list is found through its flow
            early, flows = [*early, flows], []
        *wide, to_refresh = in_parts(list(turn.to_refresh), TO_REFRESH_AT_ONCE)
        if len(parts) > 1:  # they wait before the first of these lists says that it followed
            wide, to_refresh = [*wide, to_refresh], []
        for some in early:
            keep = partial(save_flows, turn.batch, stored=some, now=clock())
            await self._write_early(owned, keep)
        for many in wide:
            add = partial(partitions.add_to_refresh, partitions=owned, flows=many)
            await self._write_early(owned, add)
        for part in parts[:-1]:
            await self._write_part(turn, part, partial(_fence, owned), clock())
        rest = partial(self._write_rest, turn, flows, to_refresh, owned, clock())
        await self._write_part(turn, parts[-1] if parts else None, rest, clock())

    async def _write_early(
        self, owned: Mapping[int, int], write: Callable[[WriteSession], Awaitable[None]]
    ) -> None:
        async with self.database.write() as session:
            await partitions.fence(session, owned)
            await write(session)
        self.alive()

    async def _write_part(
        self,
        turn: Turn,
        part: ListPart | None,
        begin: Callable[[WriteSession, Sequence[int]], Awaitable[Mapping[int, int]]],
        now: datetime,
    ) -> None:
        """Write one transaction. ``begin`` fences earlier owners, given the partitions whose lists
        changed; it returns the turn of each."""
        async with self.database.write() as session:
            turns = await begin(session, [] if part is None else part.lists.partitions())
            if part is not None:
                await part.publish(session, turns, now)
                await _qualify(session, turn.chosen, part.lists, now)
        self.alive()

    async def _write_rest(
        self,
        turn: Turn,
        flows: Sequence[StoredFlow],
        to_refresh: Sequence[int],
        owned: Mapping[int, int],
        now: datetime,
        session: WriteSession,
        published: Sequence[int],
    ) -> Mapping[int, int]:
        """Write the positions, and all but lists. ``flows``, ``to_refresh``: those that no earlier
        part wrote; ``told``: partitions whose lists changed. Return the turn of each."""
        turns = await partitions.advance(session, owned, turn.positions, self.made_by, published)
        if flows:
            await save_flows(turn.batch, session, flows, now)
        if to_refresh:
            await partitions.add_to_refresh(session, owned, to_refresh)
        if turn.refreshed:
            await partitions.remove_refreshed(session, owned, turn.refreshed)
        for record, error in turn.failures:  # every worker meets them: the first one's row stays
            await dead_letters.add(session, self.consumer, record, error, now)
        return turns


async def save_flows(
    batch: FlowBatch, session: WriteSession, stored: Sequence[StoredFlow], now: datetime
) -> None:
    """Store flows and their consequences: crowds to count; for lives, lapsed refusals and runs at
    risk."""
    news = await partitions.save_flows(session, stored, now)
    crowds = {key for one in stored if one.flow_id in news for key in one.crowds}
    if crowds:
        await add_crowds(session, crowds)
    changed = {flow_id: batch.declared[flow_id] for flow_id in sorted(news & batch.declared.keys())}
    await flow_changes.follow_flows(session, changed, now=now)


async def _fence(
    owned: Mapping[int, int], session: WriteSession, published: Sequence[int]
) -> Mapping[int, int]:
    return await partitions.fence(session, owned, published)


async def _qualify(
    session: WriteSession, chosen: Sequence[ToQualify], lists: ListColumns, now: datetime
) -> None:
    """Qualify the chosen pairs of these lists, in the transaction that lists them; a pair with a
    life stays."""
    if not chosen:
        return
    owners = set(lists.owner.tolist())
    for one in chosen:
        if one.flow.to_bytes(16) in owners:
            life = qualify_automatically(one.synergy, now)
            with nullcontext() if one.cause is None else caused_by(one.cause):
                life = await with_previews(session, life, one.inputs)
                await store.open_life(session, life, encoded_inputs(one.inputs, rules()), now=now)


def in_parts(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield at least one part, maybe empty."""
    for start in range(0, max(1, len(items)), size):
        yield items[start : start + size]
