"""Animators' mornings: a sender, companies that were introduced, the mail of a day."""

import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec

from boucle.catalogue import load_catalogue
from boucle.contract.events.matching import Life, NextAction
from boucle.local.mailsink.mailbox import SinkMessage
from boucle.notifications.mornings.sender import SETTLED, MorningSender
from boucle.notifications.sending.smtp import MailPost
from tests.integration.notifications.leaving import PERSONS
from tests.integration.notifications.support import (
    CAUX,
    HAVRE,
    Office,
    a_life,
    link,
    links,
    published,
)
from tests.kit.contact import ANIMATOR

SEVEN = datetime(2026, 3, 3, 6, tzinfo=UTC) + SETTLED  # Tuesday, in Paris an hour later
ANNE = {**ANIMATOR, "name": "Anne Animatrice", "email": "anne@caux.example"}


def a_sender(office: Office, post: MailPost | None = None) -> MorningSender:
    return MorningSender(
        database=office.database,
        directory=office.sender.directory,
        post=post or office.sender.post,
        links=links(),
        catalogue=load_catalogue(),
        persons=PERSONS,
        clock=office.clock,
        metrics=office.metrics,
    )


def mornings(office: Office) -> list[SinkMessage]:
    return [one for one in office.sink.received() if one.to == ANNE["email"]]


def text_of(mail: SinkMessage) -> str:
    return re.sub(r"[\u00a0\u202f]", " ", mail.text or "")


async def introduced(
    office: Office, *companies: UUID, territories: tuple[str, str] = (CAUX, HAVRE), **changes: Any
) -> tuple[Life, list[str]]:
    """A pair, and the pages of its companies."""
    pair = companies or (uuid4(), uuid4())
    office.registry.add(*(one for one in pair if one not in office.registry.companies))
    life = msgspec.structs.replace(a_life(*pair, territories=territories), **changes)
    await office.hear(published(life))
    await office.send()
    mails = {one.to: one for one in office.sink.received()}
    return life, [link(mails[office.registry.email(one)], "r") for one in pair]


async def planned(office: Office, life: Life, due: date | None) -> None:
    action = NextAction("animator", "appeler CANARI-VOISIN", due)
    await office.hear(
        published(msgspec.structs.replace(life, next_action=action), "planned", version=9)
    )


async def told(office: Office, sender: MorningSender, at: datetime = SEVEN) -> SinkMessage | None:
    """The mail of that morning, if one leaves."""
    before = len(mornings(office))
    office.clock.set(at)
    await sender.send()
    new = mornings(office)[before:]
    assert len(new) < 2
    return new[0] if new else None
