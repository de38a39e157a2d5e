"""A flow of a version that nobody gave: the worker halts, a person looks and skips, it goes on."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from boucle.matching.app import SERVICE
from boucle.matching.operations.audit.command import audit
from boucle.matching.operations.rebuild.command import rebuild
from boucle.matching.settings import MatchingSettings
from boucle.platform import outbox
from boucle.platform.bus import Bus, BusUnavailable, Message, Reader, Record
from boucle.platform.consuming import halts
from boucle.platform.db import Database
from boucle.platform.db.tables import Halt
from boucle.platform.process.halts import (
    NotSkipped,
    forget_readable,
    list_halts,
    show_halt,
    skip_halt,
)
from boucle.platform.process.service import Resources
from boucle.platform.process.supervise import TaskDied
from boucle.platform.recovery.verdict import SAME
from tests.integration.matching.lists.building import NOW, World, flow, message, rules
from tests.kit import eventually
from tests.kit.kit import TOPICS, Kit, RunningWorker, ServiceDatabase
from tests.kit.log import logged

OFFER, NEED = flow("offer"), flow("need", direction="input")
WHO = ("A. Martin", "written by a test")


@pytest.fixture
async def operator(kit: Kit, kafka_bootstrap: str) -> AsyncIterator[Resources[MatchingSettings]]:
    """What a command of the operator works with."""
    async with kit.command(SERVICE, kafka_bootstrap=kafka_bootstrap) as resources:
        yield resources


async def forged(bus: Bus, **headers: str) -> str:
    """Somebody else writes an event of the need; where it stands."""
    true = message_of_need()
    return await sent(bus, replace(true, headers={**true.headers, **headers}))


async def sent(bus: Bus, one: Message) -> str:
    async with bus.producer() as producer:
        assert await producer.send([one], 10.0) == [None]
    async with bus.reader([one.topic]) as reader:
        ends = await reader.end_offsets()
        records = [it async for some in reader.read_to(ends, 500) for it in some]
    (place,) = {halts.place_text(halts.spot_of(it)) for it in records if it.headers == one.headers}
    return place


async def halted(database: Database, place: str) -> None:
    async def seen() -> bool:
        async with database.read() as session:
            return await halts.get(session, halts.parse_place(place)) is not None

    await eventually(seen, within=60)


async def test_a_flow_of_an_impossible_version_halts_is_skipped_and_the_next_one_counts(
    bus: Bus,
    service_database: ServiceDatabase,
    running_worker: RunningWorker,
    operator: Resources[MatchingSettings],
    capsys: pytest.CaptureFixture[str],
) -> None:
    database = await service_database(SERVICE)
    await bus.ensure_topics(TOPICS)
    place = await forged(bus, ce_entityversion=str(2**62))
    with pytest.raises(TaskDied, match=rf"{place}: .* has version {2**62}, which nobody gave"):
        async with running_worker(SERVICE):
            await halted(database, place)

    capsys.readouterr()  # what the worker logged
    await list_halts(operator, skipped=False)
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"{place}  ")
    assert f"flow.declared.v1 of {NEED.flow_id}, version {2**62}" in line
    await show_halt(operator, place, None)
    shown = json.loads(capsys.readouterr().out)
    assert shown["headers"]["ce_entityversion"] == str(2**62)
    assert "which nobody gave" in shown["now"]
    await forget_readable(operator)  # it is still not readable
    await skip_halt(operator, place, *WHO, None)
    await list_halts(operator, skipped=True)
    assert "by A. Martin: written by a test" in capsys.readouterr().out

    async with running_worker(SERVICE):
        world = World(bus)
        world.declare(OFFER)
        world.declare(NEED)
        await world.send()

        async def right() -> bool:
            said: list[str] = []
            status = await audit(database, bus, rules(), 5, said.append)
            return status == SAME and " 2 lists, 1 pairs, " in said[-1]

        await eventually(right, within=60)
        assert await rebuild(operator, 60, False, lambda _line: None) == SAME


async def test_what_a_newer_release_wrote_is_forgotten_once_it_is_read(
    bus: Bus,
    service_database: ServiceDatabase,
    operator: Resources[MatchingSettings],
    capsys: pytest.CaptureFixture[str],
) -> None:
    database = await service_database(SERVICE)
    await bus.ensure_topics(TOPICS)
    now_read = await sent(bus, message_of_need())
    async with bus.reader(["flow"]) as reader:
        ends = await reader.end_offsets()
        (record,) = [it async for some in reader.read_to(ends, 500) for it in some]
    async with database.write() as session:
        await session.add(halts.row_of(record, "newer", operator.clock(), "matching.lists"))
    with pytest.raises(NotSkipped, match=f"{now_read} decodes"):
        await skip_halt(operator, now_read, *WHO, None)
    await forget_readable(operator)
    capsys.readouterr()
    await list_halts(operator, skipped=True)
    assert capsys.readouterr().out == "no event halts a consumer\n"


async def test_a_halt_is_not_forgotten_because_the_broker_is_slow(
    bus: Bus,
    service_database: ServiceDatabase,
    operator: Resources[MatchingSettings],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    database = await service_database(SERVICE)
    await bus.ensure_topics(TOPICS)
    place = halts.parse_place(await sent(bus, message_of_need()))
    row = Halt(
        topic=place[0],
        partition=place[1],
        offset=place[2],
        type="flow.declared.v1",
        subject=str(NEED.flow_id),
        version="1",
        cause="newer",
        met_at=operator.clock(),
        consumer="matching.lists",
    )

    async def nothing(*_asked: object) -> list[Record]:
        return []

    async with database.write() as session:
        await session.add(row)
    with monkeypatch.context() as slow:
        slow.setattr(Reader, "poll", nothing)
        with pytest.raises(BusUnavailable, match="not read within 5 s"):
            await forget_readable(operator)
    async with database.read() as reading:
        assert await halts.get(reading, place) is not None


def message_of_need() -> Message:
    return message(
        outbox.new_event("flow.declared.v1", subject=NEED.flow_id, version=1, data=NEED, now=NOW)
    )


async def test_what_is_not_to_be_skipped_is_refused_in_one_line(
    bus: Bus, service_database: ServiceDatabase, operator: Resources[MatchingSettings]
) -> None:
    database = await service_database(SERVICE)
    await bus.ensure_topics(TOPICS)
    good = await sent(bus, message_of_need())
    poison = await sent(bus, Message("flow", "x", {"ce_type": "flow.declared.v1"}, b"{"))
    beyond = good.rpartition("/")[0] + "/99"
    refused = {
        good: rf"{good} decodes \(flow\.declared\.v1 of .*, version 1\) and is applied: it is not "
        "skipped. .* BOUCLE_OPERATOR_TOKEN, a token of the operator, is not set",
        poison: rf"{poison} halts nobody: it is put aside as a dead letter .* see `dlq list`",
        beyond: rf"{beyond}: the log has no event there",
        "flow/99/0": "flow/99/0: the log has no event there",
        "flow": "'flow' is no place in the log",
    }
    for place, why in refused.items():
        with pytest.raises(NotSkipped, match=why) as caught:
            await skip_halt(operator, place, *WHO, None)
        assert "\n" not in str(caught.value)
    with pytest.raises(NotSkipped, match="expected: who decides, and why"):
        await skip_halt(operator, good, " ", "because", None)
    async with database.read() as session:
        assert await halts.list_halts(session, skipped=True) == []
    assert await logged(database, bus, "lists") == []
