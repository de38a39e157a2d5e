"""Persons who are erased: registry forgets them, and notifications hears of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from boucle.contract.events.registry import ErasedPerson
from boucle.contract.persons import PersonKey
from boucle.notifications.persons.consumers import follow_erasures
from boucle.notifications.persons.recently_erased import RecentlyErased
from boucle.notifications.subscriptions.sealing import Sealer
from boucle.notifications.subscriptions.webhooks.contacts import Contacts
from boucle.platform.consuming.handling import Received
from boucle.platform.events import Event
from boucle.platform.outbox import new_event
from tests.integration.notifications.support import KEY, Office

PERSONS: Final = PersonKey(b"0" * 32)


async def hear(office: Office, event: Event[ErasedPerson]) -> RecentlyErased:
    recent = RecentlyErased(office.database, office.clock, office.sender.directory)
    handle = follow_erasures(PERSONS, Contacts(Sealer(KEY)).erase, office.clock, recent.add)
    async with office.database.write() as session:
        await handle(session, [Received(event, "person", 0, 0)])
    return recent


def erased(
    contact: Mapping[str, Any],
    contacts: Iterable[UUID],
    organisations: Sequence[UUID],
    now: datetime,
    version: int = 1,
) -> Event[ErasedPerson]:
    """Of the person of that contact, which these were; the organisations have nobody left."""
    data = ErasedPerson(
        person=PERSONS.of_address(contact["email"]),
        contacts=tuple(contacts),
        organisations=tuple(organisations),
        mentions=tuple(sorted(PERSONS.of_mentions(contact["name"], contact["phone"]))),
        without_contact=tuple(organisations),
    )
    return new_event("person.erased.v1", subject=data.person, version=version, data=data, now=now)


async def leaves(office: Office, company: UUID) -> None:
    """The person who reads that company's mails, and its last one."""
    (contact,) = office.registry.companies[company]["contacts"]
    office.registry.companies[company]["contacts"] = []
    gone = [UUID(contact["contact_id"])]
    await hear(office, erased(contact, gone, [company], office.clock()))
