"""The reduced job in Bytewax: revisions from Kafka, lists in its state, changed lists to Postgres.

Kind to the peer: its state is there when it starts and no snapshot of it is kept, so a crash would
lose it; one partition, one worker, no reasons, no versions, no events told.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

import asyncpg
import bytewax.operators as op
from bytewax.connectors.kafka import KafkaSource, KafkaSourceMessage
from bytewax.dataflow import Dataflow
from bytewax.operators import KeyedStream
from bytewax.outputs import DynamicSink, StatelessSinkPartition
from bytewax.testing import run_main

from tests.bench.compared.peer_python import PlainLists, Ranked, Record
from tests.bench.support.stream import TOPIC, Stream, replace

if TYPE_CHECKING:
    from tests.bench.peers import Job, Lists

Changed = tuple[str, tuple[int, Ranked]]


class _Entries(StatelessSinkPartition[Changed]):  # type: ignore[misc]
    """Replaces the changed lists, a batch in one transaction."""

    def __init__(self, url: str, clock: list[float]) -> None:
        self._loop = asyncio.new_event_loop()
        self._connection = self._loop.run_until_complete(asyncpg.connect(url))
        self._clock = clock

    def write_batch(self, items: list[Changed]) -> None:
        self._loop.run_until_complete(self._write(dict(changed for _, changed in items)))
        self._clock[1] = time.perf_counter()

    async def _write(self, changed: dict[int, Ranked]) -> None:
        lists = {n: [(partner, -minus) for minus, partner in each] for n, each in changed.items()}
        async with self._connection.transaction():
            await replace(self._connection, lists)

    def close(self) -> None:
        self._loop.run_until_complete(self._connection.close())
        self._loop.close()


class _ToPostgres(DynamicSink[Changed]):  # type: ignore[misc]
    def __init__(self, url: str, clock: list[float]) -> None:
        self._url, self._clock = url, clock

    def build(self, step_id: str, worker_index: int, worker_count: int) -> _Entries:
        return _Entries(self._url, self._clock)


def revise(stream: Stream, work: Job, lists: Lists, count: int) -> float:
    """The seconds of one revision of a backlog of ``count``; ``lists`` is its state."""
    return _drained(stream, _state(work, lists)) / count


def _state(work: Job, lists: Lists) -> PlainLists:
    return PlainLists(
        _records(work.flow_columns()),
        _records(work.route_columns()),
        {owner: [(-score, partner) for partner, score in each] for owner, each in lists.items()},
    )


def _records(columns: Record) -> list[Record]:
    values = zip(*(column.tolist() for column in columns.values()), strict=True)
    return [dict(zip(columns, each, strict=True)) for each in values]


def _drained(stream: Stream, state: PlainLists) -> float:
    """Seconds from the first revision seen to the last list committed."""
    clock = [0.0, 0.0]

    def mend(
        held: PlainLists | None, message: KafkaSourceMessage
    ) -> tuple[PlainLists, Iterable[tuple[int, Ranked]]]:
        clock[0] = clock[0] or time.perf_counter()
        told = json.loads(message.value)
        held = held or state
        return held, list(held.revise(told["n"], float(told["q"])).items())

    flow = Dataflow("lists")
    messages = op.input("revisions", flow, KafkaSource([stream.bootstrap], [TOPIC], tail=False))
    # Lists reach across all keys: they are one state, as the whole job is one key's.
    keyed: KeyedStream[KafkaSourceMessage] = op.key_on("one state", messages, lambda _: "all")
    changed = op.stateful_flat_map("mend", keyed, mend)
    op.output("lists", changed, _ToPostgres(stream.url, clock))
    run_main(flow)
    return clock[1] - clock[0]
