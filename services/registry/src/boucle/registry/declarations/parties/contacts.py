"""The people of an organisation, whom mail reaches."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from boucle.contract.persons import PersonKey
from boucle.platform.db import WriteSession
from boucle.registry.domain.entities import Contact, Language
from boucle.registry.parties.organisations import erased, store


@dataclass(frozen=True, slots=True)
class ContactDraft:
    name: str
    email: str
    phone: str | None
    language: Language
    role: str


@dataclass(frozen=True, slots=True)
class Declaring:
    """Who declares: a tool, which says what it knows again and again, or somebody else."""

    new_id: Callable[[], UUID]
    persons: PersonKey
    now: datetime
    by_tool: bool


async def declare_contacts(
    session: WriteSession, organisation: UUID, declared: Sequence[ContactDraft], by: Declaring
) -> bool:
    """These and no others, and whether that changed anything; a contact keeps its id for as long as
    it keeps its address. A tool leaves those whom people named on a page, and nothing comes of it
    where it declares somebody who was erased."""
    known = (await store.contacts_of(session, [organisation])).get(organisation, [])
    before = {contact.email.lower(): contact for contact in known}
    hashes = {one.email: by.persons.of_address(one.email) for one in declared}
    unknown = {hash_ for email, hash_ in hashes.items() if email.lower() not in before}
    barred = await _barred(session, hashes.values(), unknown, by)
    contacts = []
    for one in declared:
        if hashes[one.email] in barred:
            continue
        same = before.get(one.email.lower())
        passes_to = same.passes_to if same and by.by_tool else None
        fields = (one.name, one.email, one.phone, one.language, one.role, None, passes_to)
        contacts.append(Contact(same.id if same else by.new_id(), *fields))
    if by.by_tool:
        said = {one.id for one in contacts}
        contacts += [one for one in known if one.passed_on_by and one.id not in said]
    if set(contacts) == set(known):
        return False
    await store.save_contacts(session, organisation, contacts)
    return True


async def _barred(
    session: WriteSession, declared: Collection[str], unknown: Collection[str], by: Declaring
) -> frozenset[str]:
    """Those who were erased and whom only a tool declares again: none where somebody else does. No
    erasure of an unknown one runs beside this transaction."""
    if unknown:
        await erased.hold(session, unknown)
    if by.by_tool:
        return await erased.barred(session, declared)
    if unknown:
        await erased.allow(session, unknown, by.now)
    return frozenset()
