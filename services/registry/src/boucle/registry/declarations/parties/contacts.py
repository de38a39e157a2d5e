"""The people of an organisation, whom mail reaches."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from boucle.contract.persons import PersonKey
from boucle.platform.db import WriteSession
from boucle.platform.errors import not_found
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
    it keeps its address. A tool leaves those whom people named on a page, and a phone that it does
    not know; nothing comes of it where it declares somebody who was erased."""
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
        phone = one.phone or (same.phone if same and by.by_tool else None)
        fields = (one.name, one.email, phone, one.language, one.role, None, passes_to)
        contacts.append(Contact(same.id if same else by.new_id(), *fields))
    if by.by_tool:
        said = {one.id for one in contacts}
        contacts += [one for one in known if one.passed_on_by and one.id not in said]
    if set(contacts) == set(known):
        return False
    await store.save_contacts(session, organisation, contacts)
    return True


async def contact_company(
    session: WriteSession, contact: UUID, phone: str | None, now: datetime
) -> UUID:
    """Return the organisation of a contact, who from now on has ``phone`` where it is given. Raises
    NotFound."""
    known = await store.find_contact(session, contact)
    if known is None:
        raise not_found("contact", contact)
    id_, before = known
    if phone is None or phone == before.phone:
        return id_
    locked = await store.lock_organisation(session, id_)
    if locked is None or locked.withdrawn_at:
        raise not_found("contact", contact)
    contacts = (await store.contacts_of(session, [id_])).get(id_, [])
    after = [replace(one, phone=phone) if one.id == contact else one for one in contacts]
    await store.save_contacts(session, id_, after)
    await store.save_organisation(
        session, replace(locked, version=locked.version + 1, updated_at=now)
    )
    return id_


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
