"""Make clients of one broker, and create its topics."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from boucle.platform.bus.client import KafkaConsumer
from boucle.platform.bus.connection import REQUEST_TIMEOUT_S, Security, connect, failure
from boucle.platform.bus.membership import Membership
from boucle.platform.bus.producer import Producer
from boucle.platform.bus.quiet import quieten
from boucle.platform.bus.reaching import reaching
from boucle.platform.bus.reader import Reader, all_places
from boucle.platform.bus.records import Place
from boucle.platform.bus.rights import Access, missing_rights

if TYPE_CHECKING:
    from boucle.platform.settings import ServiceSettings

PARTITIONS = 12
_COPIES = 3
_VISIBLE_S = 10.0
_PLENTY = 500_000
"""Bytes of events that are worth sending at once."""


class WrongTopic(Exception):
    """A topic exists with another number of partitions, so keys would move."""


class Bus:
    """One broker or cluster under one prefix; it connects on first use."""

    def __init__(
        self,
        bootstrap: str,
        prefix: str = "boucle",
        *,
        security: Security = Security(),  # noqa: B008 - frozen
        client_id: str = "boucle",
        fetch_wait_s: float = 0.05,
        session_timeout_s: float = 6.0,
    ) -> None:
        self.bootstrap = bootstrap
        self.prefix = prefix
        self.user = security.username
        """Who we are to the broker; None: nobody in particular."""
        self._topic_prefix = f"{prefix}."
        self._security = security
        self._client_id = client_id
        # How long the broker waits for news before it answers "none". A partition whose last
        # records were just taken is asked about only after that answer: short is fast.
        self._fetch_wait_s = fetch_wait_s
        self._session_timeout_s = session_timeout_s
        self._probe: KafkaConsumer | None = None
        self._probing = asyncio.Lock()
        quieten("aiokafka")

    @classmethod
    def from_settings(cls, settings: ServiceSettings, *, client_id: str) -> Bus:
        password = settings.kafka_password
        security = Security(
            protocol=settings.kafka_security_protocol,
            mechanism=settings.kafka_sasl_mechanism,
            username=settings.kafka_username,
            password=None if password is None else password.get_secret_value(),
            ca_file=settings.kafka_ca_file,
        )
        return cls(
            settings.kafka_bootstrap,
            settings.topic_prefix,
            security=security,
            client_id=client_id,
        )

    def producer(self) -> Producer:
        return Producer(
            self._topic_prefix,
            # A produce request that hangs must end well before its sender gives up on it.
            {**self._arguments(), "request_timeout_ms": 5_000},
        )

    def reader(self, topics: Sequence[str] = (), *, gather: float = 0.0) -> Reader:
        """Return a reader of all partitions from offset 0 (``assign`` and ``seek`` change that).
        ``gather``: seconds that the broker may hold back events to send more at once. Each answer
        names every partition again, which costs both ends more than a few events do."""
        arguments = self._consumer_arguments()
        if gather > 0:
            arguments |= {
                "fetch_max_wait_ms": int(gather * 1000),
                "fetch_min_bytes": _PLENTY,
            }
        return Reader(self._topic_prefix, arguments, topics)

    def membership(self, group: str, topics: Sequence[str]) -> Membership:
        """Return a member of the group ``{prefix}.{group}`` on these topics."""
        return Membership(
            self._topic_prefix,
            self._consumer_arguments(),
            f"{self._topic_prefix}{group}",
            topics,
            self._session_timeout_s,
        )

    async def places(self, topics: Sequence[str]) -> list[Place]:
        """Return every partition of the topics. Raises BusUnavailable if one does not exist."""
        async with self._asking("list partitions") as probe:
            return await all_places(probe, self._topic_prefix, topics)

    async def missing_rights(self, access: Access) -> list[str]:
        """Return the rights that the broker does not grant. Raises BusUnavailable if a topic does
        not exist, BusRefused if the login fails."""
        async with self._asking("ask for our rights") as probe:
            return await missing_rights(probe, self._topic_prefix, access)

    async def end_offsets(self, places: Iterable[Place]) -> dict[Place, int]:
        """Return, per partition, the offset of the next event. It uses its own connection: a silent
        reader cannot hide how far it is behind."""
        partitions = {
            TopicPartition(f"{self._topic_prefix}{topic}", partition): (topic, partition)
            for topic, partition in places
        }
        if not partitions:
            return {}
        async with self._asking("ask end offsets") as probe:
            ends = await probe.end_offsets(list(partitions))
        return {partitions[partition]: offset for partition, offset in ends.items()}

    async def ensure_topics(self, topics: Iterable[str]) -> None:
        """Create missing topics: 12 partitions, unlimited retention. Raises WrongTopic if one
        exists with another number of partitions."""
        names = sorted({f"{self._topic_prefix}{topic}" for topic in topics})
        arguments = self._arguments()
        admin = AIOKafkaAdminClient(**arguments, request_timeout_ms=20_000)
        async with reaching("create topics", arguments):
            try:
                await connect(admin.start())
                await _create(admin, names)
                await _wait_visible(admin, names)
            finally:
                with suppress(KafkaError, OSError):
                    await admin.close()

    async def close(self) -> None:
        if self._probe is not None:
            probe, self._probe = self._probe, None
            await probe.close()

    @asynccontextmanager
    async def _asking(self, action: str) -> AsyncIterator[KafkaConsumer]:
        """Lend the connection for questions; after an error the next question connects again."""
        async with self._probing:
            try:
                async with reaching(action, self._arguments()), asyncio.timeout(REQUEST_TIMEOUT_S):
                    yield await self._connected_probe()
            except BaseException:
                await self.close()
                raise

    async def _connected_probe(self) -> KafkaConsumer:
        if self._probe is None:
            self._probe = KafkaConsumer(
                **self._consumer_arguments(), group_id=None, enable_auto_commit=False
            )
            await connect(self._probe.start())
        return self._probe

    def _arguments(self) -> dict[str, Any]:
        return {
            "bootstrap_servers": self.bootstrap,
            "client_id": self._client_id,
            **self._security.arguments(),
        }

    def _consumer_arguments(self) -> dict[str, Any]:
        return {
            **self._arguments(),
            "request_timeout_ms": int(REQUEST_TIMEOUT_S * 1000),
            "fetch_max_wait_ms": int(self._fetch_wait_s * 1000),
            "fetch_min_bytes": 1,
            "retry_backoff_ms": 50,
        }


async def _create(admin: AIOKafkaAdminClient, names: list[str]) -> None:
    cluster = await admin.describe_cluster()
    copies = min(_COPIES, len(cluster["brokers"]))
    config = {"retention.ms": "-1", "retention.bytes": "-1", "cleanup.policy": "delete"}
    if copies == _COPIES:
        config["min.insync.replicas"] = "2"
    response = await admin.create_topics(
        [NewTopic(name, PARTITIONS, copies, topic_configs=config) for name in names]
    )
    for name, code, message in response.topic_errors:
        error = for_code(code)
        if code and error is not TopicAlreadyExistsError:
            raise failure(f"create topic {name}", error(message))


async def _wait_visible(admin: AIOKafkaAdminClient, names: list[str]) -> None:
    """Wait until every partition has a leader, so that a new client finds it."""
    async with asyncio.timeout(_VISIBLE_S):
        while True:
            topics = {topic["topic"]: topic for topic in await admin.describe_topics(names)}
            if all(_is_led(topics[name]) for name in names):
                break
            await asyncio.sleep(0.05)
    for name in names:
        partitions = len(topics[name]["partitions"])
        if partitions != PARTITIONS:
            raise WrongTopic(f"topic {name} has {partitions} partitions, expected {PARTITIONS}")


def _is_led(topic: dict[str, Any]) -> bool:
    partitions = topic["partitions"]
    return bool(partitions) and all(partition["leader"] >= 0 for partition in partitions)
