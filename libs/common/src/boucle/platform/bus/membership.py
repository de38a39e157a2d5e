"""Join a consumer group only to learn which partitions are assigned. Another client (``Reader``)
reads, so that a rebalance never disturbs it; an owner that does not know of a rebalance yet is
fenced by the epoch in Postgres."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from aiokafka import ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import IllegalStateError, KafkaError

from boucle.platform.bus.client import KafkaConsumer
from boucle.platform.bus.connection import connect, in_our_words
from boucle.platform.bus.reaching import reaching
from boucle.platform.bus.records import Place

_NEVER_MS = 2**31 - 1
_COMMIT_S = 2.0


class Membership(ConsumerRebalanceListener):  # type: ignore[misc]  # the client has no types
    """``Bus.membership`` makes it; it is an async context manager."""

    def __init__(
        self,
        prefix: str,
        arguments: Mapping[str, Any],
        group: str,
        topics: Sequence[str],
        session_timeout_s: float,
    ) -> None:
        self._prefix = prefix
        self._arguments = arguments
        self._topics = [f"{prefix}{topic}" for topic in topics]
        self._consumer = KafkaConsumer(
            **arguments,
            group_id=group,
            enable_auto_commit=False,
            auto_offset_reset="latest",
            session_timeout_ms=int(session_timeout_s * 1000),
            heartbeat_interval_ms=int(session_timeout_s * 1000 / 6),
            rebalance_timeout_ms=int(session_timeout_s * 1000),
            max_poll_interval_ms=_NEVER_MS,  # it never polls
            metadata_max_age_ms=10_000,  # how soon a topic made after us is noticed
        )
        self._changed = asyncio.Event()
        self.owned: frozenset[Place] | None = None
        """The partitions that are ours; None while the group is being rebalanced."""
        self.generation = 0
        """Grows each time partitions are given or taken."""

    async def __aenter__(self) -> Self:
        try:
            async with reaching("join the group", self._arguments):
                await connect(self._consumer.start())
                self._consumer.subscribe(self._topics, listener=self)
        except BaseException:
            await self.close()
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
        """Leave the group, so that others get the partitions at once."""
        await self._consumer.close()

    async def wait_change(self, seen: int, timeout: float) -> bool:  # noqa: ASYNC109
        """Wait until the generation differs from ``seen``; return False after ``timeout``
        seconds."""
        if self.generation == seen:
            try:
                await asyncio.wait_for(self._changed.wait(), timeout)
            except TimeoutError:
                return False
        return True

    def check(self) -> None:
        """Raise BusUnavailable or BusRefused if the membership is broken."""
        with in_our_words("hold the group membership"):
            self._consumer.check_membership()

    async def commit(self, offsets: Mapping[Place, int]) -> bool:
        """Report positions to Kafka for lag tools only; Postgres has the real position."""
        partitions = {
            TopicPartition(f"{self._prefix}{topic}", partition): offset
            for (topic, partition), offset in offsets.items()
        }
        try:
            await asyncio.wait_for(self._consumer.commit(partitions), _COMMIT_S)
        except (KafkaError, IllegalStateError, OSError):
            return False
        return True

    def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        self._become(None)

    def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        partitions = list(assigned)
        self._consumer.pause(*partitions)
        self._become(
            frozenset(
                (partition.topic.removeprefix(self._prefix), partition.partition)
                for partition in partitions
            )
        )

    def _become(self, owned: frozenset[Place] | None) -> None:
        self.owned = owned
        self.generation += 1
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()
