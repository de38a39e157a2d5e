"""A base already published: flows on the log, and the lists that an owner of them would have left.

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

from boucle.contract.events import EVENTS
from boucle.contract.events.registry import Flow
from boucle.matching.engine import Engine, ListColumns
from boucle.matching.lists import entries, partitions
from boucle.matching.lists.partitions import SOURCES
from boucle.matching.lists.parts import list_parts
from boucle.matching.lists.replica import FlowReplica
from boucle.matching.lists.stored_flow import StoredFlow
from boucle.matching.scoring import Rules
from boucle.platform import outbox
from boucle.platform.bus import Bus, Message
from boucle.platform.db import Database
from boucle.platform.events import Event
from tests.bench.worlds.sizes import settle

PARTITIONS = range(12)
_AT_ONCE = 2000
_DECLARED = "flow.declared.v1"
_LIVE_PAIRS = "SELECT count(DISTINCT synergy_id) FROM entry"
_KEPT = "SELECT flow_id, version, body FROM owned_flow TABLESAMPLE BERNOULLI ($1) REPEATABLE (1)"
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
    """Flows to the log, then their rows and lists."""
    async with bus.producer() as producer:
        for chunk in chunks(flows, _AT_ONCE):
            sent = await producer.send([message(event(flow, 1)) for flow in chunk], 60.0)
            assert sent == [None] * len(chunk)
    replica = FlowReplica(rules)
    async for stored in _read(bus, replica):
        async with database.write() as session:
            await partitions.save_flows(session, stored, datetime.now(UTC))
    made_by = partitions.made_by(rules)
    async with database.write() as session:
        epochs = await partitions.claim(session, PARTITIONS, made_by)
        held = {partition: row.epoch for partition, row in epochs.items()}
        await partitions.advance(session, held, replica.positions, made_by)
    for part in list_parts(all_lists(replica.engine)):
        async with database.write() as session:
            await entries.keep(session, entries.rows_of(part), datetime.now(UTC))
    await settle(database)
    await _checkpoint(database)


async def _read(bus: Bus, replica: FlowReplica) -> AsyncIterator[list[StoredFlow]]:
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


def all_lists(engine: Engine) -> ListColumns:
    """The list of every flow, made by an engine that owned none; it owns all of them then."""
    flows = [flow for partition in PARTITIONS for flow in engine.own(partition)]
    for _ in engine.catch_up(PARTITIONS, flows):
        pass
    return engine.drain()


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


async def kept(database: Database, most: int) -> dict[UUID, tuple[Flow, int]]:
    """Flows at their version, as their owners last kept them: all, or about ``most`` of them taken
    at random."""
    async with database.read() as session:
        driver = await session.driver()
        count = await driver.fetchval("SELECT count(*) FROM owned_flow")
        rows = await driver.fetch(_KEPT, min(100.0, 100.0 * most / max(1, count)))
    return {row["flow_id"]: (_flow.decode(row["body"]), row["version"]) for row in rows}


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk
