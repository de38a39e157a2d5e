"""The reduced job from the log to the table: what stands around those who do it as a stream."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
from confluent_kafka import Producer
from confluent_kafka.admin import AdminClient, NewTopic

from boucle.local.parts.kafka import EmbeddedKafka
from boucle.local.parts.postgres import EmbeddedPostgres
from tests.bench.compared.peer_postgres import copy_entries, read_lists

if TYPE_CHECKING:
    from tests.bench.peers import Lists

TOPIC = "revision"


@dataclass(frozen=True)
class Stream:
    """A broker with the revisions as a backlog, ``{"n", "q"}`` each, and lists in ``entry``."""

    bootstrap: str
    url: str

    def lists(self) -> Lists:
        return asyncio.run(_found(self.url))


@contextmanager
def streamed(lists: Lists, revisions: Sequence[tuple[int, int]]) -> Iterator[Stream]:
    """Both stand for as long as the block does; fsync is on."""
    with tempfile.TemporaryDirectory(prefix="boucle-bench-") as folder:
        Path(folder).chmod(0o755)
        postgres = EmbeddedPostgres(Path(folder) / "postgres")
        kafka = EmbeddedKafka(Path(folder) / "kafka")
        try:
            postgres.start()
            kafka.start()
            stream = Stream(kafka.bootstrap, postgres.url("postgres"))
            asyncio.run(_store(stream.url, lists))
            _tell(stream.bootstrap, revisions)
            yield stream
        finally:
            kafka.stop()
            postgres.stop()


async def replace(
    connection: asyncpg.Connection, lists: Mapping[int, Sequence[tuple[int, int]]]
) -> None:
    """Write changed lists, (partner, score) by owner, as one statement and one copy."""
    rows = [(n, *entry) for n, entries in lists.items() for entry in entries]
    await connection.execute("DELETE FROM entry WHERE owner = ANY($1)", list(lists))
    await connection.copy_records_to_table("entry", records=rows)


def _tell(bootstrap: str, revisions: Sequence[tuple[int, int]]) -> None:
    broker = {"bootstrap.servers": bootstrap}
    admin = AdminClient(broker)  # held until its topic is made
    admin.create_topics([NewTopic(TOPIC, 1, 1)])[TOPIC].result()
    producer = Producer(broker)
    for n, quantity in revisions:
        producer.produce(TOPIC, json.dumps({"n": n, "q": quantity}))
    producer.flush()


async def _store(url: str, lists: Lists) -> None:
    connection = await asyncpg.connect(url)
    await copy_entries(connection, lists)
    await connection.close()


async def _found(url: str) -> Lists:
    connection = await asyncpg.connect(url)
    try:
        return await read_lists(connection)
    finally:
        await connection.close()
