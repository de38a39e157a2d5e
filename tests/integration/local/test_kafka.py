"""The embedded Kafka: a real broker, spoken to by the client the services use."""

import asyncio
from collections.abc import Iterator
from signal import SIGKILL

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from boucle.local.parts.kafka import EmbeddedKafka, answers
from boucle.local.processes import marked

TOPIC = "flow"
PARTITION = TopicPartition(TOPIC, 0)


@pytest.fixture(scope="module")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedKafka]:
    broker = EmbeddedKafka(tmp_path_factory.mktemp("kafka"))
    try:
        broker.start()
        asyncio.run(create_topic(broker))
        yield broker
    finally:
        broker.stop()
    assert marked(broker.state_dir) == []


async def create_topic(broker: EmbeddedKafka) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(TOPIC, num_partitions=1, replication_factor=1)])
    finally:
        await admin.close()


async def send(broker: EmbeddedKafka, *values: bytes) -> None:
    async with AIOKafkaProducer(
        bootstrap_servers=broker.bootstrap, enable_idempotence=True, acks="all"
    ) as producer:
        for value in values:
            await producer.send_and_wait(TOPIC, value)


async def read_all(broker: EmbeddedKafka) -> list[bytes]:
    consumer = AIOKafkaConsumer(bootstrap_servers=broker.bootstrap, enable_auto_commit=False)
    async with consumer:
        consumer.assign([PARTITION])
        await consumer.seek_to_beginning(PARTITION)
        end = (await consumer.end_offsets([PARTITION]))[PARTITION]
        return [(await consumer.getone()).value for _ in range(end)]


def test_an_idempotent_producer_is_read_back_in_order(kafka: EmbeddedKafka) -> None:
    before = asyncio.run(read_all(kafka))

    asyncio.run(send(kafka, b"declared", b"revised", b"withdrawn"))

    assert asyncio.run(read_all(kafka)) == [*before, b"declared", b"revised", b"withdrawn"]


def test_a_second_start_finds_the_running_one(kafka: EmbeddedKafka) -> None:
    again = EmbeddedKafka(kafka.state_dir)
    again.start()

    assert (again.pid, again.bootstrap) == (kafka.pid, kafka.bootstrap)


def test_the_log_and_the_address_survive_kill_9(kafka: EmbeddedKafka) -> None:
    asyncio.run(send(kafka, b"acknowledged"))
    before, address = asyncio.run(read_all(kafka)), kafka.bootstrap

    kafka.signal(SIGKILL)
    assert not kafka.is_running()
    kafka.start()

    assert kafka.bootstrap == address
    assert asyncio.run(read_all(kafka)) == before
    assert before[-1] == b"acknowledged"


def test_nothing_is_created_by_writing_to_an_unknown_topic(kafka: EmbeddedKafka) -> None:
    async def topics() -> list[str]:
        admin = AIOKafkaAdminClient(bootstrap_servers=kafka.bootstrap)
        await admin.start()
        try:
            await admin.describe_topics(["never.made"])
            return [name for name in await admin.list_topics() if not name.startswith("_")]
        finally:
            await admin.close()

    assert asyncio.run(topics()) == [TOPIC]


def test_a_port_without_a_broker_does_not_answer(kafka: EmbeddedKafka) -> None:
    assert answers(kafka.port)
    assert not answers(1)
