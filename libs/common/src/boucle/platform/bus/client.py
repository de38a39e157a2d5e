"""Extend aiokafka where its public API is not enough; only this module touches its internals. Each
method says why it exists. Checked against aiokafka 0.14; a unit test checks that no other module of
``bus`` reads a private name of the client."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, codec
from aiokafka.client import CoordinationType
from aiokafka.conn import AIOKafkaConnection, collect_hosts
from aiokafka.errors import (
    BrokerNotAvailableError,
    GroupAuthorizationFailedError,
    IllegalStateError,
    KafkaError,
    TopicAuthorizationFailedError,
    UnknownTopicOrPartitionError,
    for_code,
)
from aiokafka.partitioner import DefaultPartitioner
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.metadata import MetadataRequest
from aiokafka.protocol.types import Array, Boolean, Int16, Int32, Schema, String

Address = tuple[str, int]

_STOP_S = 2.0
_ABANDON_S = 1.0
_BACKGROUND = (
    *("_fetch_task", "_coordination_task", "_heartbeat_task"),
    *("_commit_refresh_task", "_reset_committed_task"),
)
"""The client's own names for the tasks of its fetcher and its group membership."""

# The client offers no say in it. At its level 9 lz4 takes five times as long, a tenth of all that
# a worker does, to make a batch of our events a twentieth smaller.
codec.lz4_encode.__defaults__ = (1,)

_partitioner = DefaultPartitioner()


def partition_of(key: bytes | None, partitions: int) -> int:
    """Choose a partition by Java's rule: fixed for a key, any without a key. The client's
    partitioner is only called for single records, and this bus sends batches."""
    each = range(partitions)
    return int(_partitioner(key, each, each))


class KafkaConsumer(AIOKafkaConsumer):  # type: ignore[misc]  # the client has no types
    """A consumer that surely closes, and tells what the client knows."""

    async def partitions(self, topics: Iterable[str]) -> dict[str, set[int]]:
        """Return the current partitions of each topic; empty for a missing topic. ``topics()``
        keeps only the names; ``partitions_for_topic`` only answers for subscribed topics."""
        cluster = await self._client.fetch_all_metadata()
        return {topic: cluster.partitions_for_topic(topic) or set() for topic in topics}

    def unauthorized_topics(self) -> set[str]:
        """Return topics that the broker hides; the client only waits for them to appear."""
        hidden: set[str] = self._client.cluster.unauthorized_topics
        return hidden

    def check_membership(self) -> None:
        """Raise the error that ended the group membership, if any. The client raises it from
        ``getmany`` only, which waits for the end of a rebalance."""
        if self._coordinator is not None:
            self._coordinator.check_errors()

    async def allowed_operations(self, topics: Sequence[str]) -> dict[str, int | None]:
        """Return, per topic, the allowed operations as bits; None if it does not exist. The client
        uses the Metadata API up to version 5; the answer has rights since version 8."""
        node = self._client.get_random_node()
        if node is None:
            raise BrokerNotAvailableError("no broker is known")
        answer = await self._client.send(node, _DescribeTopics(topics))
        instead: dict[type[Exception], int | None] = {
            TopicAuthorizationFailedError: 0,
            UnknownTopicOrPartitionError: None,
        }
        return {
            name: instead.get(for_code(code), operations)
            for code, name, _internal, _partitions, operations in answer.topics
        }

    async def may_join(self, group: str) -> bool:
        """Tell whether the group's coordinator answers, which each member needs first. The admin
        client would need one more connection."""
        try:
            await self._client.coordinator_lookup(CoordinationType.GROUP, group)
        except GroupAuthorizationFailedError:
            return False
        return True

    async def close(self) -> None:
        """Leave the group and close, within bounds even without a broker. Tasks that ``stop``
        misses are ended here, or they would call the broker for ever."""
        stopping = asyncio.ensure_future(self.stop())
        await within(stopping)
        left = list(self._running_tasks())
        for task in left:
            task.cancel()
        if left:
            await asyncio.wait(left, timeout=_STOP_S)
        await within(asyncio.ensure_future(self._client.close()))
        if not stopping.cancelled():
            with suppress(KafkaError, IllegalStateError, OSError):
                stopping.result()

    def _running_tasks(self) -> Iterator[asyncio.Task[Any]]:
        fetches = getattr(self._fetcher, "_pending_tasks", ())
        named = (
            getattr(part, name, None)
            for part in (self._fetcher, self._coordinator)
            for name in _BACKGROUND
        )
        return (task for task in (*named, *fetches) if task is not None and not task.done())


class KafkaProducer(AIOKafkaProducer):  # type: ignore[misc]
    """A producer that can be abandoned with messages in flight."""

    async def abandon(self) -> None:
        """End its background task, then its connections: nothing is sent afterwards. The client's
        own ``stop`` waits for everything in flight, for ever."""
        self._closed = True
        sending = self._sender.sender_task
        if sending is not None and not sending.done():
            sending.cancel()
            await self._hang_up()
            # Its requests fail on closed connections; a second cancellation ends what does not.
            with suppress(asyncio.CancelledError, KafkaError, TimeoutError):
                await asyncio.wait_for(sending, _ABANDON_S)
        await self._hang_up()

    async def _hang_up(self) -> None:
        with suppress(KafkaError, OSError):
            await asyncio.wait_for(self.client.close(), _ABANDON_S)


def addresses(bootstrap: str) -> list[Address]:
    return [(host, port) for host, port, _ in collect_hosts(bootstrap)]


async def ask_brokers(address: Address, patience: float, **security: Any) -> list[Address]:
    """Connect to one broker, log in and list all brokers. Raises KafkaError, OSError. The client
    itself only logs why a connection failed."""
    connection = AIOKafkaConnection(*address, request_timeout_ms=patience * 1000, **security)
    try:
        async with asyncio.timeout(patience):
            await connection.connect()
            metadata = await connection.send(MetadataRequest([]))
    finally:
        connection.close()
    return [(host, port) for _node, host, port, *_ in metadata.brokers]


async def within(task: asyncio.Future[Any]) -> None:
    """Wait ``_STOP_S`` for the task, then cancel it and wait as long again."""
    for _ in range(2):
        await asyncio.wait([task], timeout=_STOP_S)
        if task.done():
            break
        task.cancel()
    if task.done() and not task.cancelled():
        task.exception()  # looked at, whether or not anybody asks again


class _TopicsDescribed(Response):  # type: ignore[misc]
    API_KEY = 3
    API_VERSION = 8
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        (
            "brokers",
            Array(
                ("node_id", Int32),
                ("host", String("utf-8")),
                ("port", Int32),
                ("rack", String("utf-8")),
            ),
        ),
        ("cluster_id", String("utf-8")),
        ("controller_id", Int32),
        (
            "topics",
            Array(
                ("error_code", Int16),
                ("topic", String("utf-8")),
                ("is_internal", Boolean),
                (
                    "partitions",
                    Array(
                        ("error_code", Int16),
                        ("partition", Int32),
                        ("leader", Int32),
                        ("leader_epoch", Int32),
                        ("replicas", Array(Int32)),
                        ("isr", Array(Int32)),
                        ("offline_replicas", Array(Int32)),
                    ),
                ),
                ("authorized_operations", Int32),
            ),
        ),
        ("cluster_authorized_operations", Int32),
    )


class _DescribeTopicsV8(RequestStruct):  # type: ignore[misc]
    API_KEY = 3
    API_VERSION = 8
    RESPONSE_TYPE = _TopicsDescribed
    SCHEMA = Schema(
        ("topics", Array(String("utf-8"))),
        ("allow_auto_topic_creation", Boolean),
        ("include_cluster_authorized_operations", Boolean),
        ("include_topic_authorized_operations", Boolean),
    )


class _DescribeTopics(Request[_DescribeTopicsV8]):  # type: ignore[misc]
    API_KEY = 3

    def __init__(self, topics: Sequence[str]) -> None:
        self._topics = list(topics)

    def build(self, version: Any) -> Any:
        return version(self._topics, False, False, True)
