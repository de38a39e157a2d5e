"""A person gets a link, or an invitation, once, and as long as it is of use."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from boucle.contract.events.registry import SignInAsked
from boucle.notifications.sign_ins.consumers import follow_sign_ins
from boucle.notifications.sign_ins.sender import SignInSender
from boucle.platform.consuming.handling import Received
from boucle.platform.outbox import new_event
from tests.integration.notifications.support import START, Office, links, post_to

LINK = "AbC-_" * 9


def _mail(**changes: object) -> dict[str, Any]:
    return {
        "account_id": str(uuid4()),
        "email": "nadia@falaise.example",
        "name": "Nadia Benali",
        "language": "fr",
        "link": LINK,
        "ends_at": "2026-03-02T09:15:00Z",
        "invited_by": None,
        "places": [],
        **changes,
    }


@pytest.fixture
def sender(office: Office) -> SignInSender:
    return SignInSender(
        database=office.database,
        directory=office.sender.directory,
        post=post_to(office.sink),
        links=links(),
        clock=office.clock,
        metrics=office.metrics,
        wake=asyncio.Event(),
    )


async def _asked(office: Office, *ids: UUID) -> None:
    events = [
        new_event(
            "sign_in.asked.v1", subject=one, version=1, data=SignInAsked(sign_in=one), now=START
        )
        for one in ids
    ]
    batch = [Received(event, "sign_in", 0, offset) for offset, event in enumerate(events)]
    async with office.database.write() as session:
        await follow_sign_ins(office.clock, asyncio.Event())(session, batch)


async def _left(office: Office) -> Sequence[object]:
    return await office.rows("SELECT sign_in FROM sign_in_mail")


async def test_the_mail_holds_the_link_and_until_when_it_is_good(
    office: Office, sender: SignInSender
) -> None:
    id_ = uuid4()
    office.registry.sign_ins[str(id_)] = _mail()
    await _asked(office, id_, id_)
    await _asked(office, id_)  # the log may say it twice
    assert await sender.send() == 1
    assert await sender.send() == 0
    (mail,) = office.sink.received()
    assert mail.to == "nadia@falaise.example"
    text = mail.text or ""
    assert f"https://boucle.example/connexion/{LINK}" in text
    assert "10\u00a0h\u00a015" in text  # in Paris
    assert "saisie sur la page de connexion" in text
    assert "contact de l'entreprise" not in text
    assert await _left(office) == []


async def test_an_invitation_holds_no_link_that_signs_in(
    office: Office, sender: SignInSender
) -> None:
    id_ = uuid4()
    office.registry.sign_ins[str(id_)] = _mail(
        link=None, invited_by="Lou Ferri", places=["Pays de Falaise"], language="en"
    )
    await _asked(office, id_)
    await sender.send()
    (mail,) = office.sink.received()
    assert mail.subject == "Lou Ferri gives you access to Boucle"
    assert "https://boucle.example/connexion" in (text := mail.text or "").split()
    assert "nadia@falaise.example" in text


async def test_it_is_tried_again_while_registry_or_the_mail_server_is_away(
    office: Office, sender: SignInSender
) -> None:
    id_ = uuid4()
    office.registry.sign_ins[str(id_)] = _mail()
    await _asked(office, id_)
    office.registry.down = True
    assert await sender.send() == 0
    office.registry.down = False
    office.clock.advance(timedelta(minutes=1))
    office.sink.fail(451)
    assert await sender.send() == 0
    office.clock.advance(timedelta(minutes=1))
    assert await sender.send() == 1
    assert len(office.sink.received()) == 1


async def test_what_is_of_no_use_any_more_is_not_sent(office: Office, sender: SignInSender) -> None:
    await _asked(office, uuid4())
    assert await sender.send() == 1
    assert office.sink.received() == []
    assert await _left(office) == []


async def test_an_address_that_is_refused_for_good_holds_up_nobody(
    office: Office, sender: SignInSender
) -> None:
    ids = [uuid4(), uuid4()]
    office.registry.sign_ins |= {str(one): _mail() for one in ids}
    await _asked(office, *ids)
    office.sink.fail(550)
    assert await sender.send() == 2
    assert len(office.sink.received()) == 1
