"""What a service does on the bus: the least that its user may do there, and how to give it that.

The broker tells each user its own rights (authorized operations), so that what lacks is known
before the first event. Without an authorizer everybody may do everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from aiokafka.client import AIOKafkaClient, CoordinationType
from aiokafka.errors import (
    BrokerNotAvailableError,
    GroupAuthorizationFailedError,
    TopicAuthorizationFailedError,
    UnknownTopicOrPartitionError,
    for_code,
)
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import Array, Boolean, Int16, Int32, Schema, String

from boucle.common.bus.connection import BusUnavailable

# Kafka's numbers of operations; an operation allowed is a bit of what the broker answers.
_OPERATIONS = {"Read": 3, "Write": 4}


@dataclass(frozen=True, slots=True)
class Access:
    """Topics and groups, by their logical names. Who writes a topic also creates it."""

    writes: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


def acl_commands(access: Access, prefix: str, user: str) -> Iterator[str]:
    """Commands for an administrator of the broker. ``$BROKER`` and ``$ADMIN`` (a file of client
    settings) are the administrator's own. Read and Write imply Describe; an idempotent producer
    needs no right beyond Write (Kafka 3 and later)."""
    written = _options("topic", prefix, access.writes)
    read = [*_options("topic", prefix, access.reads), *_options("group", prefix, access.groups)]
    for operations, resources in ((("Create", "Write"), written), (("Read",), read)):
        if resources:
            parts = [
                "kafka-acls.sh --bootstrap-server $BROKER --command-config $ADMIN --add",
                f"--allow-principal User:{user}",
                *(f"--operation {operation}" for operation in operations),
                *resources,
            ]
            yield " ".join(parts)


def _options(kind: str, prefix: str, names: Iterable[str]) -> list[str]:
    return [f"--{kind} {prefix}.{name}" for name in names]


async def lacking(client: AIOKafkaClient, prefix: str, access: Access) -> list[str]:
    """The rights that the broker does not give us, like ``Write on topic boucle.flow``.

    Raises BusUnavailable when a topic does not exist (one that we may not see counts as refused).
    """
    wanted = [(f"{prefix}{name}", "Write") for name in access.writes]
    wanted += [(f"{prefix}{name}", "Read") for name in access.reads]
    allowed = await _on_topics(client, sorted({name for name, _ in wanted}))
    groups = [f"{prefix}{group}" for group in access.groups]
    missing = [
        *(f"{how} on topic {name}" for name, how in wanted if not _contains(allowed[name], how)),
        *[f"Read on group {group}" for group in groups if not await _is_open(client, group)],
    ]
    absent = [name for name, operations in allowed.items() if operations is None]
    if absent and not missing:
        raise BusUnavailable(f"no such topic: {', '.join(absent)}")
    return missing


def _contains(allowed: int | None, operation: str) -> bool:
    return allowed is None or bool(allowed >> _OPERATIONS[operation] & 1)


async def _on_topics(client: AIOKafkaClient, names: Sequence[str]) -> dict[str, int | None]:
    """Per topic, the operations allowed; None when it does not exist."""
    node = client.get_random_node()
    if node is None:
        raise BrokerNotAvailableError("no broker is known")
    answer = await client.send(node, _DescribeTopics(names))
    instead: dict[type[Exception], int | None] = {
        TopicAuthorizationFailedError: 0,
        UnknownTopicOrPartitionError: None,
    }
    return {
        name: instead.get(for_code(code), operations)
        for code, name, _internal, _partitions, operations in answer.topics
    }


async def _is_open(client: AIOKafkaClient, group: str) -> bool:
    """Whether we may ask for the group's coordinator, as each of its members does first."""
    try:
        await client.coordinator_lookup(CoordinationType.GROUP, group)
    except GroupAuthorizationFailedError:
        return False
    return True


# The client has the Metadata API up to version 5; rights are told since version 8.


class _TopicsDescribed(Response):  # type: ignore[misc]  # the client has no types
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
