"""The way of an event when nothing fails, and what redelivery changes: nothing."""

import asyncio
from collections.abc import Sequence
from uuid import uuid4

import pytest

from boucle.contract.events import EVENTS
from boucle.contract.events.registry import Territory
from boucle.platform import outbox
from boucle.platform.bus import Bus, Message, WrongTopic
from boucle.platform.consuming import progress
from boucle.platform.consuming.consumer import Received, caused_by
from boucle.platform.db import Database, WriteSession
from boucle.platform.outbox.relay import Relay, RelaySettings
from boucle.platform.telemetry import trace
from tests.integration.bus.support import (
    NOW,
    TOPIC,
    consumer,
    declare,
    double_effects,
    event,
    eventually,
    in_outbox,
    read_log,
    running,
    states,
    truth,
    unpublished,
    versions_in_log,
)
from tests.kit.packs import packed

SIRENS = [f"2000{number:05d}" for number in range(40)]


async def test_what_is_committed_is_published_and_applied_in_order(
    bus: Bus, database: Database
) -> None:
    relay = Relay(database=database, bus=bus)
    async with running(relay.run), running(consumer(bus, database).run):
        for _ in range(5):
            await declare(database, *SIRENS)
        await eventually(lambda: states(database), lambda seen: seen == dict.fromkeys(SIRENS, 5))

    assert await states(database) == await truth(database)
    assert await double_effects(database) == []
    assert await versions_in_log(bus) == {siren: [1, 2, 3, 4, 5] for siren in SIRENS}


async def test_what_is_rolled_back_is_never_published(bus: Bus, database: Database) -> None:
    async def change_my_mind() -> None:
        async with database.write() as session:
            await outbox.add(session, TOPIC, event("200000001", 1))
            raise RuntimeError("changed my mind")

    with pytest.raises(RuntimeError, match="changed my mind"):
        await change_my_mind()
    await declare(database, "200000002")

    async with running(Relay(database=database, bus=bus).run):
        await eventually(lambda: unpublished(database), lambda count: count == 0)

    assert [record.key for record in await read_log(bus)] == ["200000002"]


async def test_duplicates_resends_and_a_replay_from_zero_change_nothing(
    bus: Bus, database: Database
) -> None:
    async with running(Relay(database=database, bus=bus).run):
        for _ in range(3):
            await declare(database, *SIRENS)
        await eventually(lambda: unpublished(database), lambda count: count == 0)
    records = await read_log(bus)
    again = [Message(TOPIC, record.key, record.headers, record.value) for record in records]
    async with bus.producer() as producer:
        assert set(await producer.send([*again, *reversed(again)], 10)) == {None}

    async def applied_everything() -> int:
        async with database.read() as session:
            return sum(at.next_offset for at in await progress.load(session, "toy"))

    everything = 3 * len(records)
    async with running(consumer(bus, database).run):
        await eventually(applied_everything, lambda offsets: offsets == everything)
    before = await states(database)
    async with database.write() as session:
        await (await session.driver()).execute("UPDATE progress SET next_offset = 0")
    async with running(consumer(bus, database).run):
        await eventually(applied_everything, lambda offsets: offsets == everything)

    assert await states(database) == before == await truth(database)
    assert await double_effects(database) == []


async def test_events_carry_their_chain_of_causes(bus: Bus, database: Database) -> None:
    first = event("200000001", 1)

    async def react(session: WriteSession, batch: Sequence[Received]) -> None:
        for cause in (one.event for one in batch if one.event.entity_version == 1):
            with caused_by(cause):
                await outbox.add(session, TOPIC, event(cause.subject, 2))

    with trace.following(first.id):
        request = event("200000001", 1)
    async with database.write() as session:
        await outbox.add(session, TOPIC, request)
    async with (
        running(Relay(database=database, bus=bus).run),
        running(consumer(bus, database, handle=react).run),
    ):
        ends = [(TOPIC, partition) for partition in range(12)]

        async def written() -> int:
            return sum((await bus.end_offsets(ends)).values())

        await eventually(written, lambda count: count == 2)

    asked, answered = (EVENTS.decode(r.headers, r.value) for r in await read_log(bus))
    assert (asked.correlation_id, asked.causation_id) == (first.id, None)
    assert (answered.correlation_id, answered.causation_id) == (first.id, asked.id)


async def test_many_events_in_one_transaction_keep_their_order(
    bus: Bus, database: Database
) -> None:
    async with database.write() as session:
        await outbox.add(session, TOPIC, *(event("200000001", v) for v in range(1, 2001)))

    waiting = await in_outbox(database)
    assert [int(one.headers["ce_entityversion"]) for one in waiting] == list(range(1, 2001))

    async with running(Relay(database=database, bus=bus).run):
        await eventually(lambda: unpublished(database), lambda count: count == 0)
    assert (await versions_in_log(bus))["200000001"] == list(range(1, 2001))


async def test_events_of_a_transaction_are_written_at_its_end_in_the_order_of_telling(
    bus: Bus, database: Database
) -> None:
    many = [f"3{number:08d}" for number in range(2500)]
    async with database.write() as session:
        for siren in many[:3]:
            await outbox.add(session, TOPIC, event(siren, 1))
        driver = await session.driver()
        assert await driver.fetchval("SELECT count(*) FROM outbox") == 0
        await outbox.add(session, TOPIC, *(event(siren, 1) for siren in many[3:]))
    assert [message.key for message in await in_outbox(database)] == many


async def test_packs_and_rows_of_one_event_are_published_in_their_order(
    bus: Bus, database: Database
) -> None:
    """As a release of before left them."""
    sirens = [f"4{number:08d}" for number in range(96)]
    for version in range(1, 7):
        told = sirens if version % 2 else sirens[:3]
        rows = [outbox.row(TOPIC, event(siren, version)) for siren in told]
        async with database.write() as session:
            await outbox.add_rows(session, [packed(rows)] if version % 2 else rows)
    async with running(Relay(database=database, bus=bus, settings=RelaySettings(50)).run):
        await eventually(lambda: unpublished(database), lambda count: count == 0)
    seen = await versions_in_log(bus)
    assert [len(seen[siren]) for siren in sirens] == [6, 6, 6, *[3] * 93]
    assert all(versions == sorted(versions) for versions in seen.values())


async def test_what_nobody_reads_any_more_is_passed_over(bus: Bus, database: Database) -> None:
    """Rows of one event and packs, on a broker that has no topic for them."""
    many = [f"5{number:08d}" for number in range(40)]
    first, *others = (outbox.row(TOPIC, event(siren, 1)) for siren in ("200000001", *many))
    nobodys = [(uuid4(), topic, *others[0][2:]) for topic in ("shared.territory", "synergy")]
    async with database.write() as session:
        await outbox.add_rows(session, [first, *nobodys, packed([*others, *nobodys])])
    assert await unpublished(database) == 4
    async with running(Relay(database=database, bus=bus).run):
        await eventually(lambda: unpublished(database), lambda count: count == 0)
    assert await versions_in_log(bus) == {siren: [1] for siren in ("200000001", *many)}


async def test_an_event_too_large_for_the_broker_is_refused_before_it_is_committed(
    database: Database,
) -> None:
    huge = outbox.new_event(
        "territory.revised.v1",
        subject="200000001",
        version=1,
        data=Territory(siren="200000001", kind="epci", routes_off=("r" * 1_000_000,)),
        now=NOW,
    )
    with pytest.raises(outbox.EventTooLarge, match="at most 900000"):
        async with database.write() as session:
            await outbox.add(session, TOPIC, huge)
    assert await unpublished(database) == 0


async def test_topics_are_made_once_and_a_wrong_one_is_refused(bus: Bus) -> None:
    await asyncio.gather(bus.ensure_topics([TOPIC, "flow"]), bus.ensure_topics([TOPIC]))
    assert len(await bus.places(["flow"])) == 12

    from aiokafka.admin import AIOKafkaAdminClient, NewTopic

    admin = AIOKafkaAdminClient(bootstrap_servers=bus.bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(f"{bus.prefix}.site", 3, 1)])
    finally:
        await admin.close()
    with pytest.raises(WrongTopic, match=r"site has 3 partitions, expected 12"):
        await bus.ensure_topics(["site"])
