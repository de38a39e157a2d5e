"""Poison, passing failures, owners that changed: what a consumer does about each."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import asyncpg
import pytest
from prometheus_client import CollectorRegistry

from boucle.contract.events import EVENTS
from boucle.platform import outbox
from boucle.platform.bus import Bus, Message
from boucle.platform.consuming import dead_letters, halts, progress
from boucle.platform.consuming.consumer import Consumer, Halted, Received, Retry
from boucle.platform.db import Database, WriteSession
from boucle.platform.db.tables import DeadLetter
from boucle.platform.outbox.relay import Relay, RelaySettings
from tests.integration.bus.support import (
    IMPATIENT,
    NOW,
    TOPIC,
    apply,
    consumer,
    declare,
    double_effects,
    event,
    eventually,
    query,
    running,
    states,
    truth,
    unpublished,
    versions_in_log,
    write,
)

GOOD = [f"2000{number:05d}" for number in range(30)]
BAD = "299999999"


async def publish(bus: Bus, *messages: Message) -> None:
    async with bus.producer() as producer:
        assert set(await producer.send(messages, 10)) == {None}


def message(siren: str, version: int) -> Message:
    encoded = EVENTS.encode(event(siren, version))
    return Message(TOPIC, encoded.key, encoded.headers, encoded.value)


async def refuse_bad(session: WriteSession, batch: Sequence[Received]) -> None:
    await apply(session, batch)
    if any(received.event.subject == BAD for received in batch):
        raise ValueError(f"cannot understand {BAD}")


async def test_a_poison_event_becomes_a_dead_letter_and_the_others_pass(
    bus: Bus, database: Database
) -> None:
    await publish(bus, *(message(siren, 1) for siren in (*GOOD[:15], BAD, *GOOD[15:])))
    async with running(consumer(bus, database, handle=refuse_bad).run):
        await eventually(lambda: states(database), lambda seen: len(seen) == len(GOOD))
        await eventually(lambda: letters(database), lambda found: len(found) == 1)

    assert BAD not in await states(database)
    assert await double_effects(database) == []
    (letter,) = await letters(database)
    assert letter.cause == f"ValueError: cannot understand {BAD}"
    assert "refuse_bad" in letter.trace
    assert (letter.consumer, letter.topic, letter.key) == ("toy", TOPIC, BAD)
    assert letter.correlation_id == event(BAD, 1).correlation_id
    assert EVENTS.decode(letter.headers, letter.payload) == event(BAD, 1)


async def letters(database: Database) -> list[DeadLetter]:
    async with database.read() as session:
        return await dead_letters.list_dead_letters(session)


@pytest.mark.parametrize(
    ("spoilt", "cause"),
    [
        ({"value": b"{"}, "data of territory.revised.v1"),
        ({"value": b'{"siren": 5, "kind": "epci"}'}, "Expected `str`, got `int`"),
        ({"value": None}, "data of territory.revised.v1"),
        ({"headers": {"ce_type": "unheard.of.v1"}}, "'unheard.of.v1' is unknown"),
        ({"headers": {}}, "header ce_type is missing"),
        ({"headers": {"ce_type": "a\x00b"}, "key": "a\x00"}, "has no version"),
    ],
)
async def test_what_cannot_be_decoded_becomes_a_dead_letter(
    bus: Bus, database: Database, spoilt: dict[str, object], cause: str
) -> None:
    await publish(
        bus,
        message(GOOD[0], 1),
        replace(message(GOOD[0], 2), **spoilt),  # type: ignore[arg-type]  # by name
        message(GOOD[0], 3),
    )
    async with running(consumer(bus, database).run):
        await eventually(lambda: states(database), lambda seen: seen == {GOOD[0]: 3})
        (letter,) = await eventually(lambda: letters(database), lambda found: len(found) == 1)
    assert cause in letter.cause


async def test_a_dead_letter_is_replayed_to_its_topic_once_the_cause_is_gone(
    bus: Bus, database: Database
) -> None:
    await publish(bus, message(BAD, 1))
    async with running(consumer(bus, database, handle=refuse_bad).run):
        (letter,) = await eventually(lambda: letters(database), lambda found: len(found) == 1)
    assert letter.id is not None

    with pytest.raises(dead_letters.UnknownDeadLetter, match="no dead letter has the id 9"):
        await dead_letters.replay(database, bus, [letter.id, 9], NOW)
    async with running(consumer(bus, database).run):
        assert await dead_letters.replay(database, bus, [letter.id], NOW) == 1
        await eventually(lambda: states(database), lambda seen: seen == {BAD: 1})

    assert await letters(database) == []
    async with database.read() as session:
        assert (await dead_letters.get(session, letter.id)).replayed_at == NOW


async def test_too_many_in_a_row_halt_with_what_to_do(bus: Bus, database: Database) -> None:
    await publish(bus, *(message(BAD, version) for version in range(1, 6)))
    settings = replace(IMPATIENT, max_consecutive_dead_letters=3)
    toy = consumer(bus, database, handle=refuse_bad, settings=settings)
    with pytest.raises(Halted, match=r"toy: 3 events in a row .* Mend the cause"):
        await asyncio.wait_for(toy.run(asyncio.Event()), 60)
    assert len(await letters(database)) == 3


async def test_an_event_newer_than_this_release_halts_and_waits(
    bus: Bus, database: Database
) -> None:
    newer = message(GOOD[0], 2)
    headers = {**newer.headers, "ce_type": "territory.revised.v7"}
    await publish(bus, message(GOOD[0], 1), replace(newer, headers=headers))
    with pytest.raises(Halted, match=r"territory\.revised\.v7 is newer .* run the newer version"):
        await asyncio.wait_for(consumer(bus, database).run(asyncio.Event()), 60)
    assert await states(database) == {GOOD[0]: 1}
    assert await letters(database) == []


@pytest.mark.parametrize(
    ("spoilt", "cause"),
    [
        ({"ce_type": "territory.revised.v7"}, "is newer than this version knows"),
        ({"ce_entityversion": str(2**62)}, f"has version {2**62}, which nobody gave"),
        ({"ce_entityversion": "-1"}, "has version -1, which nobody gave"),
    ],
)
async def test_what_halts_is_kept_and_skipped_by_who_said_so(
    bus: Bus, database: Database, spoilt: dict[str, str], cause: str
) -> None:
    wrong = message(GOOD[0], 2)
    wrong = replace(wrong, headers={**wrong.headers, **spoilt})
    await publish(bus, message(GOOD[0], 1), wrong, message(GOOD[0], 3))
    for _ in range(2):  # it halts again, and is kept once
        with pytest.raises(Halted, match=rf"toy: {TOPIC}/\d+/1: .*{cause}.* `halts skip"):
            await asyncio.wait_for(consumer(bus, database).run(asyncio.Event()), 60)
    assert await states(database) == {GOOD[0]: 1}
    assert await letters(database) == []
    async with database.read() as session:
        (halt,) = await halts.list_halts(session)
        assert await halts.skipped(session) == {}
    assert (halt.consumer, halt.topic, halt.offset, halt.subject) == ("toy", TOPIC, 1, GOOD[0])
    assert cause in halt.cause

    async with database.write() as session:
        await halts.skip(session, halt, "A. Martin", "a test wrote it", NOW)
    async with running(consumer(bus, database).run):
        await eventually(lambda: states(database), lambda seen: seen == {GOOD[0]: 3})
    async with database.read() as session:
        assert await halts.list_halts(session) == []
        (kept,) = await halts.list_halts(session, skipped=True)
    assert (kept.skipped_by, kept.reason, kept.skipped_at) == ("A. Martin", "a test wrote it", NOW)
    assert (kept.consumer, kept.cause) == (halt.consumer, halt.cause)
    assert await letters(database) == []


async def test_a_skip_at_the_end_of_the_log_leaves_no_lag(bus: Bus, database: Database) -> None:
    """Or the watchdog would take the consumer for stuck."""
    wrong = message(GOOD[0], 1)
    wrong = replace(wrong, headers={**wrong.headers, "ce_entityversion": str(2**62)})
    await publish(bus, wrong)
    with pytest.raises(Halted):
        await asyncio.wait_for(consumer(bus, database).run(asyncio.Event()), 60)
    async with database.write() as session:
        (halt,) = await halts.list_halts(session)
        await halts.skip(session, halt, "A. Martin", "a test wrote it", NOW)
    again = consumer(bus, database)

    async def lag() -> int | None:
        return again.lag

    async with running(again.run):
        await eventually(lag, lambda seen: seen == 0)


async def test_a_transient_failure_is_retried_without_a_dead_letter(
    bus: Bus, database: Database
) -> None:
    failures = [Retry("registry is away"), ConnectionResetError(), asyncpg.DeadlockDetectedError()]

    async def stumble(session: WriteSession, batch: Sequence[Received]) -> None:
        await apply(session, batch)
        if failures:
            raise failures.pop()

    await publish(bus, *(message(siren, 1) for siren in GOOD))
    async with running(consumer(bus, database, handle=stumble).run):
        await eventually(lambda: states(database), lambda seen: len(seen) == len(GOOD))
    assert failures == []
    assert await letters(database) == []
    assert await double_effects(database) == []


async def test_an_owner_overtaken_in_mid_batch_writes_nothing(bus: Bus, database: Database) -> None:
    """It holds effects uncommitted while another bumps the epoch: fenced, undone, done once."""
    metrics = CollectorRegistry()
    inside, go_on = asyncio.Event(), asyncio.Event()

    async def slow(session: WriteSession, batch: Sequence[Received]) -> None:
        await apply(session, batch)
        inside.set()
        await go_on.wait()

    await publish(bus, *(message(siren, 1) for siren in GOOD))
    toy = consumer(bus, database, handle=slow, metrics=metrics)
    async with running(toy.run):
        await asyncio.wait_for(inside.wait(), 60)
        async with database.write() as session:
            await progress.bump_epoch(session, "toy", [(TOPIC, n) for n in range(12)])
        go_on.set()
        await eventually(lambda: states(database), lambda seen: len(seen) == len(GOOD))
    assert metrics.get_sample_value("boucle_consumer_fenced_total", {"consumer": "toy"}) == 1
    assert await double_effects(database) == []


async def test_a_rebalance_in_mid_batch_is_safe(bus: Bus, database: Database) -> None:
    """Members come and go while batches run: every event has its effect, once."""

    async def slowly(session: WriteSession, batch: Sequence[Received]) -> None:
        for received in batch:
            await apply(session, [received])
            await asyncio.sleep(0.002)

    def member() -> Consumer:
        return consumer(bus, database, handle=slowly, settings=replace(IMPATIENT, batch_size=20))

    async with running(Relay(database=database, bus=bus).run), running(member().run):
        for _ in range(8):
            await declare(database, *GOOD)
        async with running(member().run):
            await eventually(lambda: owners(database), lambda epochs: min(epochs) > 1)
            async with running(member().run):
                for _ in range(8):
                    await declare(database, *GOOD)
                await eventually(lambda: owners(database), lambda epochs: min(epochs) > 2)
        wanted = await truth(database)
        await eventually(lambda: states(database), lambda seen: seen == wanted)
    assert await letters(database) == []
    assert await double_effects(database) == []


async def owners(database: Database) -> list[int]:
    rows = await query(database, "SELECT epoch FROM progress")
    return [epoch for (epoch,) in rows] or [0]


async def test_a_position_outside_the_log_halts(bus: Bus, database: Database) -> None:
    await publish(bus, message(GOOD[0], 1))
    async with database.write() as session:
        await progress.bump_epoch(session, "toy", [(TOPIC, n) for n in range(12)])
        await (await session.driver()).execute("UPDATE progress SET next_offset = 1000")
    with pytest.raises(Halted, match="was the topic recreated or cut"):
        await asyncio.wait_for(consumer(bus, database).run(asyncio.Event()), 60)


async def test_stopping_finishes_the_batch_begun(bus: Bus, database: Database) -> None:
    inside = asyncio.Event()

    async def slow(session: WriteSession, batch: Sequence[Received]) -> None:
        inside.set()
        await asyncio.sleep(0.5)
        await apply(session, batch)

    await publish(bus, message(GOOD[0], 1))
    async with running(consumer(bus, database, handle=slow).run):
        await asyncio.wait_for(inside.wait(), 60)
    assert await states(database) == {GOOD[0]: 1}


async def test_a_batch_that_hangs_is_started_again_by_the_watchdog(
    bus: Bus, database: Database
) -> None:
    metrics = CollectorRegistry()
    hung: list[int] = []

    async def hang_once(session: WriteSession, batch: Sequence[Received]) -> None:
        if not hung:
            hung.append(len(batch))
            await asyncio.Event().wait()
        await apply(session, batch)

    await publish(bus, message(GOOD[0], 1))
    settings = replace(IMPATIENT, stall=1.0)
    toy = consumer(bus, database, handle=hang_once, metrics=metrics, settings=settings)
    async with running(toy.run):
        await eventually(lambda: states(database), lambda seen: seen == {GOOD[0]: 1})
    assert metrics.get_sample_value("boucle_consumer_restarts_total", {"consumer": "toy"}) == 1


async def test_a_row_that_commits_after_later_ones_is_published_too(
    bus: Bus, database: Database
) -> None:
    """Its number is lower than those of rows published long before it could be seen."""
    late, *others = GOOD[:7]
    async with running(Relay(database=database, bus=bus).run):
        async with database.write() as session:
            await write(session, late)
            await outbox.flush(session)
            for siren in others:  # one by one, so that the relay's horizon could move past it
                await declare(database, siren)
                await eventually(lambda: unpublished(database), lambda count: count == 0)
                await asyncio.sleep(0.3)
        # Well before the relay looks at everything again.
        await eventually(lambda: unpublished(database), lambda count: count == 0, within=5)


async def test_now_and_then_the_relay_looks_at_everything(bus: Bus, database: Database) -> None:
    """A row that is there against all rules, below where the relay looks, is found too."""
    first, below = GOOD[:2]
    relay = Relay(database=database, bus=bus, settings=RelaySettings(prune_every=2.0))
    async with running(relay.run):
        await declare(database, first)
        await eventually(lambda: unpublished(database), lambda count: count == 0)
        await asyncio.sleep(1.0)  # the horizon moves past what was published
        async with database.write() as session:
            await write(session, below)
            await outbox.flush(session)
            driver = await session.driver()
            await driver.execute(
                """INSERT INTO outbox OVERRIDING SYSTEM VALUE
                   SELECT 1, event_id, topic, key, headers, payload, created_at
                   FROM outbox"""
            )
            await driver.execute("DELETE FROM outbox WHERE seq > 1")
        await eventually(lambda: unpublished(database), lambda count: count == 0, within=10)
    assert sorted(await versions_in_log(bus)) == [first, below]
