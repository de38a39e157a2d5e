"""Through the real log: a life published five times, its answer, its disclosure."""

import asyncio
from uuid import uuid4

import pytest

from boucle.contract.events import EVENTS
from boucle.contract.events.matching import Life
from boucle.contract.events.notifications import Introduction
from boucle.notifications.app import SERVICE
from boucle.platform.bus import Bus
from boucle.platform.bus.records import Message
from boucle.platform.clock import system_clock
from boucle.platform.events import Event
from tests.integration.notifications.support import (
    KEY,
    Registry,
    Sink,
    a_life,
    answered,
    link,
    published,
)
from tests.kit import ApiClient, FrozenClock, RunningWorker, eventually


async def publish(bus: Bus, *events: Event[Life]) -> None:
    async with bus.producer() as producer:
        for event in events:
            encoded = EVENTS.encode(event)
            await producer.send_one(
                Message(
                    topic="life", key=encoded.key, value=encoded.value, headers=encoded.headers
                ),
                10,
            )


async def heard(bus: Bus, topic: str) -> list[Event[Introduction]]:
    async with bus.reader([topic]) as reader:
        places = await bus.places([topic])
        reader.assign(dict.fromkeys(places, 0))
        ends = await bus.end_offsets(places)
        found: list[Event[Introduction]] = []
        while len(found) < sum(ends.values()):
            found += [
                EVENTS.decode(one.headers, one.value or b"") for one in await reader.poll(100, 1)
            ]
        return found


@pytest.fixture
def settings(registry: Registry, sink: Sink) -> dict[str, object]:
    return {
        "registry_url": registry.url,
        "smtp_host": "127.0.0.1",
        "smtp_port": sink.port,
        "link_key": KEY.decode(),
        "public_url": "https://boucle.example",
    }


async def test_from_the_log_to_the_mail_to_the_answer_to_the_names(
    bus: Bus,
    running_worker: RunningWorker,
    api_client: ApiClient,
    registry: Registry,
    sink: Sink,
    clock: FrozenClock,
    settings: dict[str, object],
) -> None:
    clock.set(system_clock())
    pair = uuid4(), uuid4()
    registry.add(*pair)
    life = a_life(*pair, automatic=True)  # leaves at once, by a clock that stands still
    async with running_worker(SERVICE, **settings), api_client(SERVICE, **settings) as client:
        await publish(bus, *[published(life)] * 5)
        await eventually(lambda: len(sink.received()) == 2, within=30)
        for mail in sink.received():
            answer = await client.post(
                link(mail, "r"), data={"answer": "interested", "consent": "yes"}
            )
            assert answer.status_code == 303

        async def all_answered() -> bool:
            types = [one.type for one in await heard(bus, "introduction")]
            return types.count("introduction.answered.v1") == 2

        await eventually(all_answered, within=30)
        agreed = answered(life, "consented", "consented")
        await publish(bus, *[published(agreed, "answered", 3)] * 5, published(life))
        await eventually(lambda: len(sink.received()) == 4, within=30)
        await asyncio.sleep(1)  # time enough for a copy that must not come
        assert len(sink.received()) == 4

        async def disclosed() -> bool:
            types = [one.type for one in await heard(bus, "introduction")]
            return types.count("introduction.disclosed.v1") == 2

        await eventually(disclosed, within=30)
    events = await heard(bus, "introduction")
    sent = [one for one in events if "sent" in one.type]
    assert all(party.sent_at for party in sent[-1].data.parties)
    assert len(sent) <= 2
    for one in events:
        assert b"CANARI" not in EVENTS.encode(one).value
