"""The people of an organisation, whom mail reaches."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from boucle.common.db import Session, WriteSession
from boucle.registry.entities import Contact, Language
from boucle.registry.organisations import store


@dataclass(frozen=True, slots=True)
class ContactDraft:
    name: str
    email: str
    phone: str | None
    language: Language
    role: str


async def contacts_differ(
    session: Session, organisation: UUID, declared: Sequence[ContactDraft]
) -> bool:
    known = (await store.contacts_of(session, [organisation])).get(organisation, [])
    before = {(c.name, c.email, c.phone, c.language, c.role) for c in known}
    return before != {(c.name, c.email, c.phone, c.language, c.role) for c in declared}


async def save_contacts(
    session: WriteSession,
    organisation: UUID,
    declared: Sequence[ContactDraft],
    new_id: Callable[[], UUID],
) -> None:
    """A contact keeps its id for as long as it keeps its address."""
    known = (await store.contacts_of(session, [organisation])).get(organisation, [])
    ids = {contact.email.lower(): contact.id for contact in known}
    contacts = [
        Contact(ids.get(c.email.lower()) or new_id(), c.name, c.email, c.phone, c.language, c.role)
        for c in declared
    ]
    await store.save_contacts(session, organisation, contacts)
