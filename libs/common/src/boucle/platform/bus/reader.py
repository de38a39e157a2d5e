"""Read partitions from offsets that the owner gives, without a group and without commits."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.errors import TopicAuthorizationFailedError

from boucle.platform.bus.client import KafkaConsumer
from boucle.platform.bus.connection import REQUEST_TIMEOUT_S, BusUnavailable, connect, in_our_words
from boucle.platform.bus.reaching import reaching
from boucle.platform.bus.records import Place, Record

_POLL_S = 0.2


class Reader:
    """``Bus.reader`` makes it; it is an async context manager that starts at offset 0 of its
    topics."""

    def __init__(self, prefix: str, arguments: Mapping[str, Any], topics: Sequence[str]) -> None:
        self._prefix = prefix
        self._arguments = arguments
        self._consumer = KafkaConsumer(
            **arguments,
            group_id=None,
            enable_auto_commit=False,
            auto_offset_reset="none",
        )
        self._topics = topics

    async def __aenter__(self) -> Self:
        try:
            async with reaching("connect a reader", self._arguments):
                await connect(self._consumer.start())
                async with asyncio.timeout(REQUEST_TIMEOUT_S):
                    places = await all_places(self._consumer, self._prefix, self._topics)
        except BaseException:
            await self.close()
            raise
        self.assign(dict.fromkeys(places, 0))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        await self._consumer.close()

    def assign(self, positions: Mapping[Place, int]) -> None:
        """Read only these partitions, each from its offset."""
        self._consumer.assign([self._partition(place) for place in positions])
        for place, offset in positions.items():
            self.seek(place, offset)

    def seek(self, place: Place, offset: int) -> None:
        """Continue from there; what was fetched ahead is dropped."""
        self._consumer.seek(self._partition(place), offset)

    def pause(self, *places: Place) -> None:
        self._consumer.pause(*map(self._partition, places))

    def resume(self, *places: Place) -> None:
        self._consumer.resume(*map(self._partition, places))

    @property
    def assigned(self) -> frozenset[Place]:
        return frozenset(self._place(partition) for partition in self._consumer.assignment())

    async def poll(self, max_records: int, timeout: float) -> list[Record]:  # noqa: ASYNC109
        """Return up to ``max_records``, in offset order per partition; [] after ``timeout``
        seconds. The positions advance past what is returned: seek back after a failure. Raises
        BusUnavailable, BusRefused, LogTruncated."""
        with in_our_words("read"):
            fetched = await self._consumer.getmany(
                timeout_ms=int(timeout * 1000), max_records=max_records
            )
            hidden = self._consumer.unauthorized_topics()
            if hidden:
                raise TopicAuthorizationFailedError(*sorted(hidden))
        return [self._record(raw) for records in fetched.values() for raw in records]

    async def read_to(
        self, ends: Mapping[Place, int], max_records: int
    ) -> AsyncIterator[list[Record]]:
        """Yield everything from the current position up to these offsets, and stop there. Raises
        BusUnavailable, LogTruncated."""
        at = await self.positions()
        while any(at[place] < end for place, end in ends.items()):
            records = await self.poll(max_records, _POLL_S)
            yield [one for one in records if one.offset < ends.get(one.place, 0)]
            at = await self.positions()
        for place, end in ends.items():
            if at[place] > end:
                self.seek(place, end)

    async def positions(self) -> dict[Place, int]:
        """Return, per partition, the offset that ``poll`` will return next."""
        with in_our_words("ask positions"):
            return {
                self._place(partition): await self._consumer.position(partition)
                for partition in self._consumer.assignment()
            }

    async def end_offsets(self) -> dict[Place, int]:
        """Return, per partition, the offset of the next event written."""
        partitions = list(self._consumer.assignment())
        with in_our_words("ask end offsets"):
            ends = await asyncio.wait_for(self._consumer.end_offsets(partitions), REQUEST_TIMEOUT_S)
        return {self._place(partition): offset for partition, offset in ends.items()}

    def _partition(self, place: Place) -> TopicPartition:
        return TopicPartition(f"{self._prefix}{place[0]}", place[1])

    def _place(self, partition: TopicPartition) -> Place:
        return partition.topic.removeprefix(self._prefix), partition.partition

    def _record(self, raw: ConsumerRecord[bytes, bytes]) -> Record:
        return Record(
            topic=raw.topic.removeprefix(self._prefix),
            partition=raw.partition,
            offset=raw.offset,
            key=None if raw.key is None else raw.key.decode(errors="replace"),
            headers={name: value.decode(errors="replace") for name, value in raw.headers},
            value=raw.value,
            timestamp_ms=raw.timestamp,
        )


async def all_places(consumer: KafkaConsumer, prefix: str, topics: Sequence[str]) -> list[Place]:
    """Return every partition of the topics. Raises BusUnavailable if a topic does not exist."""
    if not topics:
        return []
    found = await consumer.partitions(f"{prefix}{topic}" for topic in topics)
    missing = ", ".join(name for name in found if not found[name])
    if missing:
        raise BusUnavailable(f"no such topic: {missing}")
    return [(topic, number) for topic in topics for number in sorted(found[f"{prefix}{topic}"])]
