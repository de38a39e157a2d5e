"""A base already published: flows on the log, and the rows that an owner of them would have left.

Computed with matching's own engine and written in bulk: through a worker it would take as many
updates as there are flows. No event is written of what the lists held before the bench began.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import TypeVar
from uuid import UUID

import msgspec

from boucle.common import outbox
from boucle.common.bus import Bus, Message
from boucle.common.db import Database
from boucle.common.events import EVENTS, Event
from boucle.common.events.matching import Role
from boucle.common.events.registry import Flow
from boucle.matching.candidates import rows as candidate_rows
from boucle.matching.candidates.decisions import PairChange, insert_of
from boucle.matching.candidates.events import EncodedPair, encoded
from boucle.matching.candidates.synergy import PairInputs, side_of, synergy_of
from boucle.matching.engine import Engine, ListChange
from boucle.matching.engine.changes import columns_of
from boucle.matching.kinds.substitution import synergy_id
from boucle.matching.lists import entries, partitions
from boucle.matching.lists.partitions import SOURCES, StoredFlow
from boucle.matching.lists.replica import Replica
from boucle.matching.scoring import DEFAULT_SETTINGS, RULES_VERSION, Rules
from tests.bench.sizes import settle

PARTITIONS = range(12)
_AT_ONCE = 2000
_DECLARED = "flow.declared.v1"
_LIVE_PAIRS = "SELECT count(*) FROM pair WHERE withdrawn_at IS NULL"
_flow = msgspec.json.Decoder(Flow)
T = TypeVar("T")


def event(flow: Flow, version: int) -> Event[Flow]:
    """As registry writes it."""
    type_ = _DECLARED if version == 1 else "flow.revised.v1"
    now = datetime.now(UTC)
    return outbox.new_event(type_, subject=flow.flow_id, version=version, data=flow, now=now)


def message(event: Event[Flow]) -> Message:
    encoded = EVENTS.encode(event)
    return Message("flow", encoded.key, encoded.headers, encoded.value)


async def publish(database: Database, bus: Bus, rules: Rules, flows: Iterable[Flow]) -> None:
    """Flows to the log, then their rows, lists and pairs."""
    async with bus.producer() as producer:
        for chunk in chunks(flows, _AT_ONCE):
            sent = await producer.send([message(event(flow, 1)) for flow in chunk], 60.0)
            assert sent == [None] * len(chunk)
    replica = Replica(rules)
    async for stored in _read(bus, replica):
        async with database.write() as session:
            await partitions.keep_flows(session, stored)
    changes = _lists(replica.engine)
    made_by = f"{rules.version}.{RULES_VERSION}"
    async with database.write() as session:
        epochs = await partitions.claim(session, PARTITIONS, made_by)
        held = {partition: row.epoch for partition, row in epochs.items()}
        await partitions.advance(session, held, replica.positions, made_by)
    for part in chunks(changes, _AT_ONCE):
        lists = columns_of(part)
        assert lists is not None
        async with database.write() as session:
            await entries.keep(session, lists, datetime.now(UTC))
    for some in chunks(_pairs(replica.engine, changes), _AT_ONCE):
        async with database.write() as session:
            await candidate_rows.insert(session, some, datetime.now(UTC))
    await settle(database)
    await _checkpoint(database)


async def _read(bus: Bus, replica: Replica) -> AsyncIterator[list[StoredFlow]]:
    """All that the log holds of flows, into the copy's engine."""
    async with bus.reader(SOURCES) as reader:
        reader.assign(replica.start(reader.assigned))
        ends = await reader.end_offsets()
        left = sum(ends.values())
        while left > 0:
            records = await reader.poll(_AT_ONCE, 1.0)
            batch = replica.read(records)
            replica.engine.put(batch.flows)
            yield batch.stored
            left -= len(records)


def _lists(engine: Engine) -> tuple[ListChange, ...]:
    flows = [flow for partition in PARTITIONS for flow in engine.own(partition)]
    for _ in engine.catch_up(PARTITIONS, flows):
        pass
    return engine.drain().lists


def _pairs(engine: Engine, changes: Iterable[ListChange]) -> Iterator[EncodedPair]:
    """Each once, with both of its flags."""
    held: dict[tuple[int, int], list[bool]] = {}
    for change in changes:
        for partner, _ in change.entries:
            pair = (change.flow, partner) if change.gives else (partner, change.flow)
            held.setdefault(pair, [False, False])[not change.gives] = True
    now = datetime.now(UTC)
    for (offer, need), (given, wanted) in sorted(held.items()):
        rows = engine.row(offer), engine.row(need)
        assert rows[0] is not None
        assert rows[1] is not None
        roles: tuple[Role, Role] = ("offer", "need")
        sides = side_of(rows[0], roles[0], engine.rules), side_of(rows[1], roles[1], engine.rules)
        free = rows[0].quantity, rows[1].quantity
        settings = (DEFAULT_SETTINGS, DEFAULT_SETTINGS)
        inputs = PairInputs(rows[0], rows[1], sides, settings, free, 0)
        key = synergy_id(UUID(int=offer), UUID(int=need))
        found = insert_of(PairChange(key, given, wanted, synergy_of(inputs, engine.rules)), now)
        assert found is not None
        yield encoded(found)


async def _checkpoint(database: Database) -> None:
    connection = await database.dedicated(name="checkpoint", statement_timeout="0")
    try:
        await connection.execute("CHECKPOINT")
    finally:
        await connection.close()


async def has_reached(database: Database, ends: Mapping[int, int]) -> bool:
    """Whether lists know all flows of the log before ``ends``, by partition."""
    async with database.read() as session:
        known = await partitions.read_partitions(session)
    return all(
        partition in known and known[partition].positions.get("flow", {}).get(partition, 0) >= end
        for partition, end in ends.items()
    )


async def live_pairs(database: Database) -> int:
    """Pairs that a list holds, each once."""
    async with database.read() as session:
        return int(await (await session.driver()).fetchval(_LIVE_PAIRS))


async def kept(database: Database) -> dict[UUID, tuple[Flow, int]]:
    """Every flow at its version, as its owner last kept it."""
    found: dict[UUID, tuple[Flow, int]] = {}
    async with database.read() as session:
        async for chunk in partitions.read_flows(session, _AT_ONCE):
            found |= {one.flow_id: (_flow.decode(one.body), one.version) for one in chunk}
    return found


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk
