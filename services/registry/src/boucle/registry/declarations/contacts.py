"""The people of an organisation, whom mail reaches."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from boucle.common.db import WriteSession
from boucle.registry.entities import Contact, Language
from boucle.registry.organisations import store


@dataclass(frozen=True, slots=True)
class ContactDraft:
    name: str
    email: str
    phone: str | None
    language: Language
    role: str


async def declare_contacts(
    session: WriteSession,
    organisation: UUID,
    declared: Sequence[ContactDraft],
    new_id: Callable[[], UUID],
    *,
    by_tool: bool,
) -> bool:
    """These and no others, and whether that changed anything; a contact keeps its id for as long as
    it keeps its address. A tool, which says what it knows again and again, leaves those whom people
    named on a page."""
    known = (await store.contacts_of(session, [organisation])).get(organisation, [])
    ids = {contact.email.lower(): contact.id for contact in known}
    contacts = [
        Contact(ids.get(c.email.lower()) or new_id(), c.name, c.email, c.phone, c.language, c.role)
        for c in declared
    ]
    if by_tool:
        said = {one.id for one in contacts}
        contacts += [one for one in known if one.passed_on_by and one.id not in said]
    if set(contacts) == set(known):
        return False
    await store.save_contacts(session, organisation, contacts)
    return True
