"""What a person chooses of our mails, on its page and by one click; and what it still gets."""

from datetime import timedelta
from uuid import UUID, uuid4

import httpx
import pytest
from msgspec.structs import replace

from boucle.local.mailsink.mailbox import SinkMessage
from boucle.notifications.preferences.days import day_of, morning
from tests.integration.notifications.pages.test_pages import client, introduced
from tests.integration.notifications.support import Office, a_life, answered, link, published

__all__ = ["client"]  # a fixture

FORM = {
    "do": "save",
    "rhythm": "at_once",
    "introductions": "yes",
    "reminders": "yes",
    "meetings": "yes",
    "follow_ups": "yes",
}


async def another(office: Office, company: UUID) -> None:
    """The company is introduced to somebody new."""
    other = uuid4()
    office.registry.add(other)
    await office.hear(published(a_life(company, other)))
    await office.send()


def received(office: Office, company: UUID) -> list[SinkMessage]:
    return [one for one in office.sink.received() if one.to == office.registry.email(company)]


async def go(office: Office, days: int) -> None:
    for _ in range(days):
        office.clock.set(morning(office.clock(), days=1) + timedelta(minutes=1))
        await office.digest_task.work()
        await office.send()


async def test_every_mail_leads_to_the_page_and_a_get_changes_nothing(
    office: Office, client: httpx.AsyncClient
) -> None:
    _, mails = await introduced(office)
    before = await office.everything()
    for mail in mails:
        page = await client.get(link(mail, "p"))
        assert page.status_code == 200
        assert 'name="rhythm" value="at_once" checked' in page.text
        assert (await client.head(link(mail, "p"))).status_code == 200
        assert (await client.get(link(mail, "p") + "?do=stop&stop=yes")).status_code == 200
    assert await office.everything() == before


async def test_what_is_chosen_is_kept_and_shown(office: Office, client: httpx.AsyncClient) -> None:
    _, (mail, _) = await introduced(office)
    path = link(mail, "p")
    chosen = {**FORM, "rhythm": "weekly", "quiet_from": "19", "quiet_to": "8", "language": "en"}
    del chosen["follow_ups"]
    saved = await client.post(path, data=chosen)
    assert (saved.status_code, saved.headers["Location"]) == (303, f"{path}?saved")
    page = (await client.get(path)).text
    assert '<html lang="en">' in page
    assert "What you receive, and when" in page
    assert 'name="rhythm" value="weekly" checked' in page
    assert 'name="follow_ups" value="yes" checked' not in page
    assert page.count(" selected") == 3
    assert b"@" not in repr(await office.rows("select * from preference")).encode()


WRONG = [
    ({"rhythm": "often"}, "rythme"),
    ({"quiet_from": "20"}, "deux heures"),
    ({"quiet_from": "8", "quiet_to": "7"}, "8 heures"),
    ({"paused_until": "hier"}, "2027-01-31"),
    ({"paused_until": "2020-01-01"}, "venir"),
    ({"language": "xx"}, "langues"),
    ({"do": "what"}, "Ce que vous recevez"),
]


async def test_a_wrong_form_says_so_keeps_what_was_typed_and_changes_nothing(
    office: Office, client: httpx.AsyncClient
) -> None:
    _, (mail, _) = await introduced(office)
    before = await office.everything()
    for wrong, said in WRONG:
        response = await client.post(link(mail, "p"), data={**FORM, "meetings": "no", **wrong})
        assert response.status_code == 422
        assert said in response.text, wrong
        if "do" not in wrong:
            assert 'name="meetings" value="yes" checked' not in response.text
    assert await office.everything() == before


async def test_a_pause_loses_nothing_and_ends_early_when_asked(
    office: Office, client: httpx.AsyncClient
) -> None:
    (company, _), (mail, _) = await introduced(office)
    until = (day_of(office.clock()) + timedelta(days=20)).isoformat()
    await client.post(link(mail, "p"), data={**FORM, "paused_until": until})
    await go(office, 1)
    await another(office, company)
    await another(office, company)
    await go(office, 10)
    assert len(received(office, company)) == 1, "nothing, not even a reminder"
    assert "en pause" in (await client.get(link(mail, "p"))).text
    await client.post(link(mail, "p"), data={"do": "resume"})
    await office.send()
    assert len(received(office, company)) == 1, "with the next morning"
    await go(office, 1)
    [_, digest] = received(office, company)
    assert len({one for one in digest.links if "/r/" in one}) == 3
    assert "Rappel" in (digest.text or "")


async def test_a_pause_ends_by_itself(office: Office, client: httpx.AsyncClient) -> None:
    (company, _), (mail, _) = await introduced(office)
    assert (await client.post(link(mail, "stop"), data={"pause": "14"})).status_code == 303
    await go(office, 1)
    await another(office, company)
    await go(office, 12)
    assert len(received(office, company)) == 1
    await go(office, 1)
    assert len(received(office, company)) == 2


async def test_weekly_is_one_mail_on_monday(office: Office, client: httpx.AsyncClient) -> None:
    (company, _), (mail, _) = await introduced(office)  # a Monday
    await client.post(link(mail, "p"), data={**FORM, "rhythm": "weekly"})
    for _ in range(4):
        await go(office, 1)
        await another(office, company)
    await go(office, 2)
    assert len(received(office, company)) == 1
    await go(office, 1)
    assert day_of(office.clock()).weekday() == 0
    [_, digest] = received(office, company)
    assert len({one for one in digest.links if "/r/" in one}) == 5, "a reminder too"
    assert await office.rows("select step from mail where state in ('due', 'held')") == []


async def test_quiet_hours_and_language(office: Office, client: httpx.AsyncClient) -> None:
    (company, _), (mail, _) = await introduced(office)
    chosen = {**FORM, "quiet_from": "9", "quiet_to": "15", "language": "en"}
    await client.post(link(mail, "p"), data=chosen)
    office.clock.advance(timedelta(days=1))  # ten in Paris
    await another(office, company)
    assert len(received(office, company)) == 1
    office.clock.advance(timedelta(hours=5))
    await office.send()
    assert received(office, company)[1].headers["Content-Language"] == "en"
    for purpose in ("r", "p", "stop"):
        assert '<html lang="en">' in (await client.get(link(mail, purpose))).text


async def test_a_kind_that_is_off_is_not_sent(office: Office, client: httpx.AsyncClient) -> None:
    (company, other), (mail, _) = await introduced(office)
    await client.post(link(mail, "p"), data={**FORM, "reminders": ""})
    await go(office, 8)
    assert len(received(office, company)) == 1
    assert len(received(office, other)) == 2
    reasons = await office.rows("select step, reason from mail where state = 'failed'")
    assert reasons == [{"step": "reminder", "reason": "stopped"}]
    await another(office, company)
    assert len(received(office, company)) == 2


async def test_who_stopped_may_begin_again(office: Office, client: httpx.AsyncClient) -> None:
    (company, _), (mail, _) = await introduced(office)
    path = link(mail, "stop")
    await client.post(path, data={"List-Unsubscribe": "One-Click"})
    office.clock.advance(timedelta(days=1))
    await another(office, company)
    assert len(received(office, company)) == 1
    assert "Recevoir à nouveau" in (await client.get(path)).text
    assert "Recevoir à nouveau" in (await client.get(link(mail, "p"))).text
    assert (await client.post(path, data={"stop": "no"})).status_code == 303
    office.clock.advance(timedelta(days=1))
    await another(office, company)
    assert len(received(office, company)) == 2


@pytest.mark.parametrize("stopped_first", [False, True])
async def test_who_consented_and_stopped_in_either_order_both_learn_the_names(
    office: Office, client: httpx.AsyncClient, stopped_first: bool
) -> None:
    life = a_life(*(pair := (uuid4(), uuid4())))
    office.registry.add(*pair)
    await office.hear(published(life))
    await office.send()
    mails = [received(office, one)[0] for one in pair]
    stop = link(mails[0], "stop"), {"List-Unsubscribe": "One-Click"}
    yes = link(mails[0], "r"), {"answer": "interested", "consent": "yes"}
    for path, form in (stop, yes) if stopped_first else (yes, stop):
        assert (await client.post(path, data=form)).status_code in (200, 303)
    said = await client.post(link(mails[1], "r"), data={"answer": "interested", "consent": "yes"})
    assert said.status_code == 303
    replies = [one.data for one in await office.outbox() if one.type.endswith("answered.v1")]
    assert all(party.consent for party in replies[-1].parties)
    agreed = replace(answered(life, "consented", "consented"), synergy_id=life.synergy_id)
    await office.hear(published(agreed, "answered", 9))
    await office.send()
    for one, other in (pair, pair[::-1]):
        [_, last] = received(office, one)
        name = office.registry.companies[other]["name"]
        assert name in (last.text or "").replace("\u00a0", " ")
        assert ("est le dernier" in (last.text or "")) == (one == pair[0])
    await go(office, 10)
    assert len(received(office, pair[0])) == 2
