"""The reduced job in Bytewax: revisions from Kafka, lists in its state, changed lists to Postgres.

Kind to the peer: its state is there when it starts and no snapshot of it is kept, so a crash would
lose it; one partition, one worker, no reasons, no versions, no events told.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import bytewax.operators as op
from bytewax.connectors.kafka import KafkaSource, KafkaSourceMessage
from bytewax.dataflow import Dataflow
from bytewax.operators import KeyedStream
from bytewax.outputs import DynamicSink, StatelessSinkPartition
from bytewax.testing import run_main
from confluent_kafka import Producer
from confluent_kafka.admin import AdminClient, NewTopic

from boucle.local.kafka import EmbeddedKafka
from boucle.local.postgres import EmbeddedPostgres
from tests.bench.peer_postgres import copy_entries, read_lists
from tests.bench.peer_python import PlainLists, Ranked, Record

if TYPE_CHECKING:
    from tests.bench.peers import Job, Lists

_TOPIC = "revision"
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

    async def _write(self, lists: dict[int, Ranked]) -> None:
        rows = [(n, partner, -minus) for n, ranked in lists.items() for minus, partner in ranked]
        async with self._connection.transaction():
            await self._connection.execute("DELETE FROM entry WHERE owner = ANY($1)", list(lists))
            await self._connection.copy_records_to_table("entry", records=rows)

    def close(self) -> None:
        self._loop.run_until_complete(self._connection.close())
        self._loop.close()


class _ToPostgres(DynamicSink[Changed]):  # type: ignore[misc]
    def __init__(self, url: str, clock: list[float]) -> None:
        self._url, self._clock = url, clock

    def build(self, step_id: str, worker_index: int, worker_count: int) -> _Entries:
        return _Entries(self._url, self._clock)


def revise(work: Job, lists: Lists, revisions: Sequence[tuple[int, int]]) -> tuple[Lists, float]:
    """The lists after these revisions, and the seconds of one (a backlog drained, fsync on)."""
    with tempfile.TemporaryDirectory(prefix="boucle-bench-") as folder:
        Path(folder).chmod(0o755)
        postgres = EmbeddedPostgres(Path(folder) / "postgres")
        kafka = EmbeddedKafka(Path(folder) / "kafka")
        try:
            postgres.start()
            kafka.start()
            url = postgres.url("postgres")
            asyncio.run(_store(url, lists))
            _tell(kafka.bootstrap, revisions)
            took = _drained(kafka.bootstrap, url, _state(work, lists))
            return asyncio.run(_found(url)), took / len(revisions)
        finally:
            kafka.stop()
            postgres.stop()


def _state(work: Job, lists: Lists) -> PlainLists:
    return PlainLists(
        _records(work.flow_columns()),
        _records(work.route_columns()),
        {owner: [(-score, partner) for partner, score in each] for owner, each in lists.items()},
    )


def _records(columns: Record) -> list[Record]:
    values = zip(*(column.tolist() for column in columns.values()), strict=True)
    return [dict(zip(columns, each, strict=True)) for each in values]


def _tell(bootstrap: str, revisions: Sequence[tuple[int, int]]) -> None:
    broker = {"bootstrap.servers": bootstrap}
    admin = AdminClient(broker)  # held until its topic is made
    admin.create_topics([NewTopic(_TOPIC, 1, 1)])[_TOPIC].result()
    producer = Producer(broker)
    for n, quantity in revisions:
        producer.produce(_TOPIC, json.dumps({"n": n, "q": quantity}))
    producer.flush()


async def _store(url: str, lists: Lists) -> None:
    connection = await asyncpg.connect(url)
    await copy_entries(connection, lists)
    await connection.close()


def _drained(bootstrap: str, url: str, state: PlainLists) -> float:
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
    messages = op.input("revisions", flow, KafkaSource([bootstrap], [_TOPIC], tail=False))
    # Lists reach across all keys: they are one state, as the whole job is one key's.
    keyed: KeyedStream[KafkaSourceMessage] = op.key_on("one state", messages, lambda _: "all")
    changed = op.stateful_flat_map("mend", keyed, mend)
    op.output("lists", changed, _ToPostgres(url, clock))
    run_main(flow)
    return clock[1] - clock[0]


async def _found(url: str) -> Lists:
    connection = await asyncpg.connect(url)
    try:
        return await read_lists(connection)
    finally:
        await connection.close()
