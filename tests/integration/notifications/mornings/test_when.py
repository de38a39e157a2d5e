"""When a morning mail leaves, to whom, how often, and after a crash."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from boucle.notifications.mornings.sender import SETTLED, MorningSender
from boucle.notifications.sending.smtp import MailPost
from tests.integration.notifications.mornings.morning import (
    ANNE,
    SEVEN,
    a_sender,
    introduced,
    mornings,
    text_of,
    told,
)
from tests.integration.notifications.support import (
    CAUX,
    HAVRE,
    Office,
    a_life,
    published,
)


async def test_only_on_working_mornings_and_monday_tells_of_the_weekend(
    office: Office, client: httpx.AsyncClient, sender: MorningSender
) -> None:
    _, pages = await introduced(office)
    assert await told(office, sender, SEVEN + timedelta(days=3)) is None  # Friday
    await client.post(pages[0], data={"answer": "interested"})  # on Friday after seven
    for at in (timedelta(days=3, hours=1), timedelta(days=4), timedelta(days=5)):
        assert await told(office, sender, SEVEN + at) is None
    monday = SEVEN + timedelta(days=6)
    assert await told(office, sender, monday - SETTLED - timedelta(seconds=1)) is None
    assert await told(office, sender, monday) is not None
    assert await told(office, sender, monday + timedelta(days=1)) is None


async def test_the_afternoon_is_no_morning(
    office: Office, client: httpx.AsyncClient, sender: MorningSender
) -> None:
    _, pages = await introduced(office)
    await client.post(pages[0], data={"answer": "interested"})
    assert await told(office, sender, SEVEN + timedelta(hours=6)) is None
    assert await told(office, sender, SEVEN + timedelta(days=1)) is None, "told by who came before"


async def test_all_territories_of_an_address_are_one_mail_and_two_workers_send_one(
    office: Office, client: httpx.AsyncClient, sender: MorningSender
) -> None:
    office.registry.territories[HAVRE] = {
        "name": "Le Havre",
        "animator": {**ANNE, "email": "Anne@caux.example"},
    }
    _, pages = await introduced(office)
    for page in pages:
        await client.post(page, data={"answer": "interested"})
    office.clock.set(SEVEN)
    done = await asyncio.gather(sender.send(), a_sender(office).send())
    assert sorted(done) == [0, 1]
    [mail] = [one for one in office.sink.received() if one.to.lower() == ANNE["email"]]
    assert text_of(mail).count("est intéressée") == 2
    assert "Caux Seine, Le Havre" in text_of(mail)


async def test_each_person_who_signs_in_there_reads_it_before_who_is_only_named(
    office: Office, client: httpx.AsyncClient, sender: MorningSender
) -> None:
    office.registry.animators = [
        {
            "name": "Lou Ferri",
            "email": "lou@caux.example",
            "language": "en",
            "territories": [CAUX],
        },
        {"name": "Noé", "email": "noe@caux.example", "language": "fr", "territories": [CAUX]},
        {"name": "Ada", "email": "ada@havre.example", "language": "fr", "territories": [HAVRE]},
    ]
    _, pages = await introduced(office)
    await client.post(pages[0], data={"answer": "interested"})
    before = len(office.sink.received())
    assert await told(office, sender) is None
    sent = {one.to: one for one in office.sink.received()[before:]}
    assert {*sent} == {"lou@caux.example", "noe@caux.example"}
    assert sent["lou@caux.example"].subject == "Waiting for you: 1 answer"
    assert len({one.message_id for one in sent.values()}) == 2


class _Killed(BaseException):
    pass


class _Dying(MailPost):
    """Sends, and dies before its caller may write it down."""

    async def send(self, *args: Any, **options: Any) -> None:
        await super().send(*args, **options)
        raise _Killed


async def test_what_left_before_a_crash_leaves_again_as_the_same_message(
    office: Office, client: httpx.AsyncClient, sender: MorningSender
) -> None:
    _, pages = await introduced(office)
    await client.post(pages[0], data={"answer": "interested"})
    office.clock.set(SEVEN)
    post = office.sender.post
    dying = _Dying(post.connection, post.sender)
    with pytest.raises(_Killed):
        await a_sender(office, dying).send()
    await dying.close()
    assert await sender.send() == 0, "another worker waits first"
    office.clock.advance(timedelta(minutes=3))
    assert await sender.send() == 1
    first, second = mornings(office)
    assert first.message_id == second.message_id
    assert (first.text, first.date) == (second.text, second.date)
    office.clock.advance(timedelta(minutes=3))
    assert await sender.send() == 0


async def test_it_is_tried_again_while_somebody_is_away(
    office: Office, client: httpx.AsyncClient, sender: MorningSender
) -> None:
    _, pages = await introduced(office)
    await client.post(pages[0], data={"answer": "interested"})
    office.clock.set(SEVEN)
    office.registry.down = True
    assert await sender.send() == 0
    office.registry.down = False
    office.sink.fail(451)
    assert await sender.send() == 0
    office.clock.advance(timedelta(minutes=1))
    assert await sender.send() == 1
    assert len(mornings(office)) == 1


async def test_a_mail_that_failed_leads_to_the_company_s_contacts(
    office: Office, sender: MorningSender
) -> None:
    pair = uuid4(), uuid4()
    office.registry.add(*pair)
    office.sink.fail(550, 2)
    await office.hear(published(a_life(*pair, territories=(CAUX, HAVRE))))
    await office.send()
    mail = await told(office, sender)
    assert mail is not None
    assert "n'a pas reçu notre courriel : sa messagerie l'a refusé." in text_of(mail)
    assert f"/entreprises/{pair[0]}" in text_of(mail)
    assert str(pair[1]) not in text_of(mail)


async def test_what_waits_longer_is_said_beside_what_is_new_and_never_alone(
    office: Office, client: httpx.AsyncClient, sender: MorningSender
) -> None:
    _, pages = await introduced(office)
    await client.post(pages[0], data={"answer": "question", "question": "Combien ?"})
    assert await told(office, sender) is not None
    assert await told(office, sender, SEVEN + timedelta(days=1)) is None
    _, others = await introduced(office)
    await client.post(others[0], data={"answer": "interested"})
    mail = await told(office, sender, SEVEN + timedelta(days=2))
    assert mail is not None
    assert "Combien ?" in text_of(mail)
    assert "est intéressée" in text_of(mail)


async def test_what_registry_leaves_to_decide_is_counted(
    office: Office, sender: MorningSender
) -> None:
    office.registry.decisions = [
        {"about": "claim", "count": 2, "newest": "2026-03-02T12:00:00Z"},
        {"about": "contact", "count": 1, "newest": "2025-01-01T12:00:00Z"},
    ]
    mail = await told(office, sender)
    assert mail is not None
    assert mail.subject.replace("\xa0", " ") == "3 décisions vous attendent"
    assert "https://boucle.example/confiance" in text_of(mail).split()
    assert await told(office, sender, SEVEN + timedelta(days=1)) is None, "nothing is new"
