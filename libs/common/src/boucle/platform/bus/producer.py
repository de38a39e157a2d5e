"""Send with an idempotent producer that is abandoned after any failure. aiokafka's idempotent
producer retries for ever and can hang after a broker outage, so its owner makes a new one after an
error. Messages in flight may or may not be in the log: sent again, they are harmless duplicates."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import TracebackType
from typing import Any, Self

from aiokafka.errors import KafkaError

from boucle.platform.bus.client import KafkaProducer, partition_of
from boucle.platform.bus.connection import connect, failure
from boucle.platform.bus.reaching import reaching
from boucle.platform.bus.records import Message


@lru_cache(maxsize=10_000)
def _partition_of(key: str | None, partitions: int) -> int:
    """Cache the partition, which is computed in Python; the same keys come again."""
    return partition_of(_encoded(key), partitions)


def _encoded(key: str | None) -> bytes | None:
    return None if key is None else key.encode()


class Producer:
    """``Bus.producer`` makes it; it is an async context manager."""

    def __init__(self, prefix: str, arguments: Mapping[str, Any]) -> None:
        self._prefix = prefix
        self._arguments = arguments
        self._producer = KafkaProducer(
            **arguments,
            enable_idempotence=True,
            acks="all",
            linger_ms=0,
            max_batch_size=256 * 1024,
            # Events of one moment say much alike. Not zstd: the broker unpacks what it is sent, and
            # one whose temporary folder may hold no code cannot load it; lz4 it has in Java too.
            compression_type="lz4",
        )
        self.broken = False
        """Whether a send failed: the next one needs a new producer."""

    async def __aenter__(self) -> Self:
        try:
            async with reaching("connect a producer", self._arguments):
                await connect(self._producer.start())
        except BaseException:
            await self._abandon()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        await self._abandon()

    async def send(
        self,
        messages: Sequence[Message],
        timeout: float,  # noqa: ASYNC109
    ) -> list[BaseException | None]:
        """Send in order; return per message None once every in-sync replica has it, else the error.
        It never raises for the broker. After any failure ``broken`` is set, and nothing sent here
        reaches the log later: the producer is dead when this returns."""
        batches: list[_Batch] = []
        sent: list[asyncio.Future[object]] = []
        refused: BaseException | None = None
        try:
            async with asyncio.timeout(timeout):
                batches = await self._batches(messages)
                for batch in batches:
                    # One by one: after a failure, those before it are still asked about.
                    sent.append(await self._submit(batch))  # noqa: PERF401
                if sent:
                    await asyncio.wait(sent)
        except (KafkaError, OSError) as error:  # OSError: TimeoutError too
            refused = error
        except BaseException:
            for future in sent:
                future.cancel()
            await self._abandon()
            raise
        outcomes: list[BaseException | None] = [refused] * len(messages)
        for batch, future in zip(batches, sent, strict=False):  # the rest were not submitted
            outcome = _outcome(future, refused)
            for index in batch.messages:
                outcomes[index] = outcome
        if any(outcome is not None for outcome in outcomes):
            await self._abandon()
        return outcomes

    async def send_one(self, message: Message, timeout: float) -> None:  # noqa: ASYNC109
        """Send and wait for every in-sync replica. Raises BusUnavailable, BusRefused."""
        (outcome,) = await self.send([message], timeout)
        if outcome is not None:
            raise failure(f"send to {message.topic}", outcome) from outcome

    async def _batches(self, messages: Sequence[Message]) -> list[_Batch]:
        """Group the messages in record batches per partition, in order. One by one, each would cost
        the client a future and a round trip."""
        counts: dict[str, int] = {}
        open_: dict[tuple[str, int], _Batch] = {}
        found: list[_Batch] = []
        for index, message in enumerate(messages):
            topic = message.topic
            if topic not in counts:
                counts[topic] = len(await self._producer.partitions_for(f"{self._prefix}{topic}"))
            place = (topic, _partition_of(message.key, counts[topic]))
            batch = open_.get(place)
            if batch is None or not batch.add(index, message):
                batch = _Batch(*place, self._producer.create_batch())
                batch.add(index, message)
                open_[place] = batch
                found.append(batch)
        return found

    async def _submit(self, batch: _Batch) -> asyncio.Future[object]:
        future: asyncio.Future[object] = await self._producer.send_batch(
            batch.records, f"{self._prefix}{batch.topic}", partition=batch.partition
        )
        return future

    async def _abandon(self) -> None:
        self.broken = True
        await self._producer.abandon()


@dataclass(slots=True)
class _Batch:
    """Records of one partition; ``messages`` are their indexes among those to send."""

    topic: str
    partition: int
    records: Any
    messages: list[int] = field(default_factory=list)

    def add(self, index: int, message: Message) -> bool:
        """Return False if it is full."""
        headers = [(name, value.encode()) for name, value in message.headers.items()]
        added = self.records.append(
            timestamp=None, key=_encoded(message.key), value=message.value, headers=headers
        )
        if added is None:
            return False
        self.messages.append(index)
        return True


def _outcome(future: asyncio.Future[object], refused: BaseException | None) -> BaseException | None:
    if not future.done():
        future.cancel()
        return refused or TimeoutError("not acknowledged in time")
    if future.cancelled():
        return asyncio.CancelledError()
    return future.exception()
