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
    before = {contact.email.lower(): contact for contact in known}
    contacts = []
    for one in declared:
        same = before.get(one.email.lower())
        passes_to = same.passes_to if same and by_tool else None
        fields = (one.name, one.email, one.phone, one.language, one.role, None, passes_to)
        contacts.append(Contact(same.id if same else new_id(), *fields))
    if by_tool:
        said = {one.id for one in contacts}
        contacts += [one for one in known if one.passed_on_by and one.id not in said]
    if set(contacts) == set(known):
        return False
    await store.save_contacts(session, organisation, contacts)
    return True
