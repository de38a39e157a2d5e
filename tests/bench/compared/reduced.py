"""The reduced job by Boucle's engine, as durable as the peers': revisions from Kafka, changed lists
and how far was read to Postgres in one transaction.

No reasons, no versions, no events: what `durable` measures writes those too.
"""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING

import asyncpg
from aiokafka import AIOKafkaConsumer

from tests.bench.support.stream import TOPIC, Stream, replace

if TYPE_CHECKING:
    from tests.bench.peers import Boucle

_AT_ONCE = 500
"""Revisions of one transaction, as a worker takes them."""


def revise(stream: Stream, boucle: Boucle, count: int) -> float:
    """The seconds of one revision of a backlog of ``count``."""
    return asyncio.run(_drained(stream, boucle, count)) / count


async def _drained(stream: Stream, boucle: Boucle, count: int) -> float:
    """Seconds from the first revision seen to the last list committed."""
    connection = await asyncpg.connect(stream.url)
    await connection.execute("CREATE TABLE progress AS SELECT 0::bigint AS position")
    consumer = AIOKafkaConsumer(
        TOPIC, bootstrap_servers=stream.bootstrap, auto_offset_reset="earliest"
    )
    await consumer.start()
    try:
        began, read = 0.0, 0
        while read < count:
            told = await consumer.getmany(timeout_ms=1000, max_records=_AT_ONCE)
            began = began or time.perf_counter()
            records = [json.loads(record.value) for each in told.values() for record in each]
            newest = {each["n"]: each["q"] for each in records}
            read += len(records)
            lists = boucle.put(newest, read)
            async with connection.transaction():
                await replace(connection, lists)
                await connection.execute("UPDATE progress SET position = $1", read)
        return time.perf_counter() - began
    finally:
        await consumer.stop()
        await connection.close()
