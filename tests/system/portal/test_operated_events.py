"""An operator looks at an event that could not be applied, and at one that halts; it sends the one
again, which fails again, and passes over the other."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime

import asyncpg
import pytest
from playwright.sync_api import expect

from boucle.contract.events import EVENTS
from boucle.contract.events.registry import Territory
from boucle.platform import outbox
from boucle.platform.bus import Bus, Message
from tests.system.conftest import Played
from tests.system.portal.browsing import named, read_by_everybody, readable
from tests.system.portal.operating import NAME, kept, operating

_EVENTS, _UNREAD = "/exploitation/evenements", "nobody_reads"
_PATIENCE_S, _PAUSE_S = 30.0, 0.2
_ADD = (
    'INSERT INTO halt (topic, partition, "offset", consumer, type, subject, version, cause, met_at)'
    " VALUES ($1, $2, 0, 'indicators', $3, '241400514', '-1', 'which nobody gave', now())"
)


async def _spoil(played: Played) -> str:
    """Write an event that cannot be read, and one that halts who reads it; where this one is."""
    bus = Bus(played.system.kafka.bootstrap, "boucle")
    event = outbox.new_event(
        "territory.declared.v1",
        subject="241400514",
        version=1,
        data=Territory(siren="241400514", kind="epci"),
        now=datetime.now(UTC),
    )
    true = EVENTS.encode(event)
    headers = {**true.headers, "ce_entityversion": "-1"}
    await bus.ensure_topics([_UNREAD])
    async with bus.producer() as producer:
        await producer.send_one(Message("sign_in", "x", _HEADERS, b"{"), 10.0)
        await producer.send_one(Message(_UNREAD, true.key, headers, true.value), 10.0)
    ends = await bus.end_offsets(await bus.places([_UNREAD]))
    await bus.close()
    partition = next(number for (_, number), end in ends.items() if end)
    connection = await asyncpg.connect(played.system.database_url("indicators"))
    await connection.execute(_ADD, _UNREAD, partition, event.type)
    await connection.close()
    return f"{_UNREAD}/{partition}/0"


_HEADERS = {
    "ce_id": "11111111-1111-4111-8111-111111111111",
    "ce_type": "sign_in.asked.v1",
    "ce_subject": "22222222-2222-4222-8222-222222222222",
    "ce_entityversion": "1",
}


def _failures(played: Played, count: int) -> list[int]:
    """The numbers of the dead letters of notifications, once there are so many."""
    deadline = time.monotonic() + _PATIENCE_S
    with played.client("operator") as operator:
        while True:
            found = operator.get("/v1/operations/notifications/dead-letters?replayed=true").json()
            if len(found["items"]) >= count:
                return [one["id"] for one in found["items"]]
            assert time.monotonic() < deadline, found
            time.sleep(_PAUSE_S)


@pytest.fixture(scope="module")
def spoilt(played: Played) -> str:
    place = asyncio.run(_spoil(played))
    _failures(played, 1)
    return place


def test_what_could_not_be_applied_is_seen_sent_again_and_fails_again(
    played: Played, spoilt: str
) -> None:
    (first,) = _failures(played, 1)
    path = f"{_EVENTS}/notifications/{first}"
    with operating(played) as page:
        page.goto(f"{named(played)}/exploitation")
        page.get_by_role("link", name="Les voir").click()
        page.get_by_role("link", name=f"notifications {first}").click()
        expect(page.locator("main")).to_contain_text("sign_in.asked.v1")
        expect(page.locator("pre").last).to_contain_text("{")
        page.get_by_role("button", name="Renvoyer").click()
        page.wait_for_url(f"**{path}")
        expect(page.locator("main")).to_contain_text(f"par {NAME}")
        second, _ = _failures(played, 2)
        page.reload()
        expect(page.get_by_role("alert")).to_contain_text("il a échoué encore")
        page.get_by_role("link", name="Voir ce nouvel échec").click()
        page.wait_for_url(f"**{_EVENTS}/notifications/{second}")
        page.goto(f"{named(played)}{_EVENTS}/notifications/999999")
        expect(page.get_by_role("heading", level=1)).to_contain_text("page")
    read_by_everybody(named(played), kept(played), (path, f"{_EVENTS}?tout=oui", "/exploitation"))


def test_what_halts_is_seen_and_passed_over_with_who_and_why(played: Played, spoilt: str) -> None:
    path = f"{_EVENTS}/indicators/arret/{spoilt}"
    with operating(played) as page:
        page.goto(f"{named(played)}{_EVENTS}")
        page.get_by_role("link", name=spoilt).click()
        expect(page.locator("main")).to_contain_text("which nobody gave")
        page.get_by_label("Pourquoi, pour l'historique").fill("  ")
        page.get_by_role("button", name="Sauter cet événement").click()
        expect(page.get_by_role("alert")).to_contain_text("Il n'a pas été sauté")
        readable(page)
        page.get_by_label("Pourquoi, pour l'historique").fill("écrit par un essai")
        page.get_by_role("button", name="Sauter cet événement").click()
        page.wait_for_url(f"**{path}")
        expect(page.get_by_role("status")).to_contain_text(f"par {NAME} : écrit par un essai")
        page.goto(f"{named(played)}{_EVENTS}")
        expect(page.get_by_role("link", name=spoilt)).to_have_count(0)
        page.get_by_role("link", name="Voir aussi ceux qui ont été renvoyés").click()
        expect(page.get_by_role("link", name=spoilt)).to_have_count(1)
    read_by_everybody(named(played), kept(played), (path,))
