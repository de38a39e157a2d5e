"""Persons who are erased: registry forgets them, and notifications hears of it."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from boucle.common.consuming.handling import Received
from boucle.common.events import Event
from boucle.common.events.registry import ErasedPerson
from boucle.common.outbox import new_event
from boucle.common.persons import PersonKey
from boucle.notifications.persons.consumers import follow_erasures
from boucle.notifications.persons.recently_erased import RecentlyErased
from boucle.notifications.webhooks.sealing import Sealer
from tests.integration.notifications.support import KEY, Office

PERSONS: Final = PersonKey(b"0" * 32)


async def hear(office: Office, event: Event[ErasedPerson]) -> RecentlyErased:
    recent = RecentlyErased(office.database, office.clock, office.sender.directory)
    handle = follow_erasures(PERSONS, Sealer(KEY), office.clock, recent.heard)
    async with office.database.write() as session:
        await handle(session, [Received(event, "person", 0, 0)])
    return recent


async def leaves(office: Office, company: UUID) -> None:
    """The person who reads that company's mails, and its last one."""
    (contact,) = office.registry.companies[company]["contacts"]
    office.registry.companies[company]["contacts"] = []
    person = ErasedPerson(
        person=PERSONS.of_address(contact["email"]),
        contacts=(UUID(contact["contact_id"]),),
        organisations=(company,),
        mentions=tuple(sorted(PERSONS.of_mentions(contact["name"], contact["phone"]))),
        without_contact=(company,),
    )
    subject, now = person.person, office.clock()
    event = new_event("person.erased.v1", subject=subject, version=1, data=person, now=now)
    await hear(office, event)
