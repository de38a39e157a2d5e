"""«Je ne suis pas la bonne personne»: a page adds a contact to a company, or proposes one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from boucle.contract.persons import PersonKey
from boucle.platform.db import WriteSession
from boucle.platform.errors import Fault, Faulty, conflict, not_found
from boucle.platform.identity import Principal
from boucle.platform.translating import tr
from boucle.registry.domain.entities import Contact, Organisation
from boucle.registry.parties.organisations import erased, proposals, store
from boucle.registry.parties.organisations.passing_on import (
    MOST_CONTACTS,
    MOST_PROPOSED,
    is_own_domain,
    named,
)
from boucle.registry.parties.organisations.proposals import ContactProposal

ROLE = "contact"
"""Of who was named on a page, which does not ask for it."""


@dataclass(frozen=True, slots=True)
class PassedOn:
    """``contact``: who is written to from now on; None while the animator has yet to confirm."""

    state: Literal["added", "proposed"]
    contact: UUID | None = None


async def pass_on(
    session: WriteSession,
    passing: UUID,
    name: str,
    email: str,
    now: datetime,
    *,
    new_id: Callable[[], UUID],
    persons: PersonKey,
) -> PassedOn:
    """``passing``: the contact whose mail it was. Done twice, it changes nothing more. Raises
    NotFound where that contact, or its organisation, is gone; Faulty where he names himself;
    Conflict where there are as many as there may be."""
    person = [persons.of_address(email)]
    await erased.hold(session, person)
    known = await store.find_contact(session, passing)
    locked = None if known is None else await store.lock_organisation(session, known[0])
    if known is None or locked is None or locked.withdrawn_at:
        raise not_found("contact", passing)
    contact = known[1]
    contacts = (await store.contacts_of(session, [locked.id])).get(locked.id, [])
    same = next((one for one in contacts if one.email.lower() == email.lower()), None)
    if same is not None and same.id == passing:
        raise Faulty(
            Fault("email", email, "is the address that passes it on", "somebody else's address")
        )
    if same is None and is_own_domain(contact.email, email):
        same = Contact(new_id(), name, email, None, contact.language, ROLE, passing)
    if same is not None:
        await _add(session, locked, contacts, same, passing, now)
        await erased.allow(session, person, now)
        return PassedOn("added", same.id)
    proposed = await proposals.addresses_proposed(session, locked.id)
    if email.lower() not in proposed:
        if len(proposed) >= MOST_PROPOSED:
            raise conflict(
                "as many contacts as may be are proposed: the animator has yet to look at them",
                code="too-many-contacts",
            )
        fields = (new_id(), locked.id, name, email, contact.language, passing, now)
        await proposals.add(session, ContactProposal(*fields))
    return PassedOn("proposed")


async def confirm(
    session: WriteSession, id_: UUID, principal: Principal, now: datetime, persons: PersonKey
) -> tuple[UUID, Contact]:
    """The organisation, and the contact that the proposal became. Done twice, it changes nothing
    more. Raises NotFound, and Conflict where the organisation has as many contacts as it may."""
    proposal = await proposals.find(session, id_, principal)
    if proposal is None:
        return await _confirmed(session, id_, principal)
    locked = await store.lock_organisation(session, proposal.organisation_id)
    if locked is None:
        raise not_found("contact proposal", id_)
    contacts = (await store.contacts_of(session, [locked.id])).get(locked.id, [])
    address = proposal.email.lower()
    added = next((one for one in contacts if one.email.lower() == address), None)
    passing = proposal.passed_on_by
    if added is None:
        fields = (proposal.name, proposal.email, None, proposal.language, ROLE, passing)
        added = Contact(id_, *fields)
    await _add(session, locked, contacts, added, passing, now)
    await erased.allow(session, [persons.of_address(proposal.email)], now)
    await proposals.drop(session, id_)
    return locked.id, added


async def refuse(session: WriteSession, id_: UUID, principal: Principal) -> None:
    """It is deleted. Raises NotFound."""
    if await proposals.find(session, id_, principal) is None:
        raise not_found("contact proposal", id_)
    await proposals.drop(session, id_)


async def _confirmed(
    session: WriteSession, id_: UUID, principal: Principal
) -> tuple[UUID, Contact]:
    """Confirmed before: the contact has the proposal's id."""
    known = await store.find_contact(session, id_)
    if known is not None and known[1].passed_on_by is not None:
        organisation = await store.find_organisation(session, known[0])
        mine = principal.role == "operator" or (
            organisation is not None and organisation.territory in principal.territories
        )
        if mine:
            return known
    raise not_found("contact proposal", id_)


async def _add(
    session: WriteSession,
    locked: Organisation,
    contacts: list[Contact],
    right: Contact,
    passing: UUID,
    now: datetime,
) -> None:
    """``right`` is one of the contacts, and is written to before the one who named him."""
    after = named(contacts, right, passing)
    if after == contacts:
        return
    if len(after) > MOST_CONTACTS:
        raise conflict(
            tr("the organisation has {count} contacts, as many as it may", count=len(contacts)),
            code="too-many-contacts",
        )
    await store.save_contacts(session, locked.id, after)
    revised = replace(locked, version=locked.version + 1, updated_at=now)
    await store.save_organisation(session, revised)
