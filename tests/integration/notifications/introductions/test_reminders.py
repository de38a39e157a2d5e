"""Companies that say nothing: reminded twice, in the morning, then handed to their animator."""

import asyncio
from datetime import timedelta
from uuid import UUID

import httpx
from msgspec.structs import replace

from boucle.contract.events.matching import Life, State
from boucle.local.mailsink.mailbox import SinkMessage
from boucle.notifications.preferences.days import morning
from tests.integration.notifications.api.test_api import client
from tests.integration.notifications.pages.test_left import replaced
from tests.integration.notifications.support import Office, a_life, link, published, two

__all__ = ["client"]  # a fixture

ANIMATOR = "anne@caux.example"
STEPS = "select step, count(*) as mails from mail where state = 'sent' group by step order by step"


async def introduced(office: Office) -> Life:
    """Of two companies that say nothing from now on."""
    life = a_life(*two(office))
    await office.hear(published(life))
    await office.send()
    heard = replace(life, state="introduced", introduced_at=office.clock())
    await office.hear(published(heard, "introduced", 2))
    return heard


async def pass_days(office: Office, days: int) -> list[SinkMessage]:
    """What leaves in the mornings of so many days."""
    before = len(office.sink.received())
    for _ in range(days):
        office.clock.set(morning(office.clock(), days=1) + timedelta(minutes=1))
        await office.digest_task.work()
        await office.send()
    return office.sink.received()[before:]


def companies(life: Life) -> list[UUID]:
    return [party.side.organisation_id for party in life.parties]


async def test_after_a_week_after_three_and_then_the_animator_hears_whom_to_call(
    office: Office,
) -> None:
    life = await introduced(office)
    to = {office.registry.email(one) for one in companies(life)}
    assert await pass_days(office, 6) == []
    assert {one.to for one in await pass_days(office, 1)} == to
    assert await pass_days(office, 13) == []
    last = await pass_days(office, 1)
    assert {one.to for one in last} == to
    assert all("Dernier rappel" in (one.text or "") for one in last)
    assert await pass_days(office, 6) == []
    [call] = await pass_days(office, 1)
    assert call.to == ANIMATOR
    assert "List-Unsubscribe" not in call.headers
    page = f"https://boucle.example/synergies/{life.synergy_id}"
    assert (call.text or "").count(page) == (call.html or "").count(page) == 2
    for one in companies(life):
        known = office.registry.companies[one]
        for said in (known["name"], known["contacts"][0]["phone"]):
            assert said in (call.text or "").replace("\u00a0", " ")
    assert await pass_days(office, 100) == [], "and nothing more"
    assert await office.rows(STEPS) == [
        {"step": "handover", "mails": 2},
        {"step": "introduction", "mails": 2},
        {"step": "last_reminder", "mails": 2},
        {"step": "reminder", "mails": 2},
    ]


async def test_who_took_the_place_of_a_contact_is_reminded_of_what_is_open(
    office: Office, client: httpx.AsyncClient
) -> None:
    life = await introduced(office)
    first, _ = companies(life)
    former = office.registry.email(first)
    replaced(office, first)
    reminders = await pass_days(office, 7)
    assert former not in {one.to for one in reminders}
    [own] = [one for one in reminders if one.to == office.registry.email(first)]
    page = link(own, "r")
    assert (await client.get(page)).status_code == 200
    assert (await client.post(page, data={"answer": "interested"})).status_code == 303


async def test_all_whom_to_call_are_one_mail_a_day(office: Office) -> None:
    for _ in range(2):
        await introduced(office)
    calls = [one for one in await pass_days(office, 29) if one.to == ANIMATOR]
    assert len(calls) == 1
    assert "4" in calls[0].subject


async def test_nothing_reminds_of_what_is_over(office: Office) -> None:
    states: tuple[State, ...] = ("studying", "refused", "stopped")
    for state in states:
        life = await introduced(office)
        await office.hear(published(replace(life, state=state), "answered", 3))
    assert await pass_days(office, 40) == []


async def test_who_answered_is_not_reminded_the_other_is(
    office: Office, client: httpx.AsyncClient
) -> None:
    life = await introduced(office)
    first, other = companies(life)
    mails = {one.to: one for one in office.sink.received()}
    path = link(mails[office.registry.email(first)], "r")
    said = await client.post(path, data={"answer": "interested"})
    assert said.status_code == 303
    assert {one.to for one in await pass_days(office, 8)} == {office.registry.email(other)}


async def test_an_answer_between_the_claim_and_the_mail_is_heard(
    office: Office, client: httpx.AsyncClient
) -> None:
    life = await introduced(office)
    first, other = companies(life)
    mails = {one.to: one for one in office.sink.received()}
    path = link(mails[office.registry.email(first)], "r")
    office.clock.set(morning(office.clock(), days=7))
    await office.digest_task.work()
    loop = asyncio.get_running_loop()

    def answer() -> None:
        office.registry.asked = lambda: None
        asyncio.run_coroutine_threadsafe(
            client.post(path, data={"answer": "interested"}), loop
        ).result(10)

    office.registry.asked = answer
    await office.send()
    assert [one.to for one in office.sink.received()[2:]] == [office.registry.email(other)]


async def test_a_reminder_and_what_is_new_are_one_digest(office: Office) -> None:
    life = await introduced(office)
    company = companies(life)[0]
    office.clock.advance(timedelta(days=6))
    for score in (1, 2):
        await office.hear(published(a_life(company, two(office)[0], automatic=True, score=score)))
    await office.send()
    mails = [one for one in await pass_days(office, 1) if one.to == office.registry.email(company)]
    assert len(mails) == 1
    text = mails[0].text or ""
    assert "Rappel" in text
    assert len({one for one in mails[0].links if "/r/" in one}) == 2


async def test_what_was_late_is_late_as_a_whole(office: Office) -> None:
    """After a month away: the animator hears at once, and no reminder comes on top."""
    await introduced(office)
    office.clock.advance(timedelta(days=30))
    assert [one.to for one in await pass_days(office, 1)] == [ANIMATOR]
    assert await pass_days(office, 30) == []
