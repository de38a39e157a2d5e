"""Erase a person, and say what is kept of one. The event says it to the other services, and to this
one after a restore."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from boucle.contract.events.registry import ErasedPerson
from boucle.contract.persons import PersonKey
from boucle.platform import outbox
from boucle.platform.db import Session, WriteSession
from boucle.platform.events import Event
from boucle.registry.parties.organisations import erased as erased_store
from boucle.registry.parties.organisations import store as organisation_store
from boucle.registry.parties.persons import store, texts
from boucle.registry.parties.persons.person import Person, erased, without


@dataclass(frozen=True, slots=True)
class Left:
    """An organisation whose contact was erased: how many it has left, how many synergies run."""

    organisation_id: UUID
    contacts: int
    running: int


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was erased here. ``controls``: territories that name the address as the one to write to
    about data, which stays until they name another."""

    person: str
    contacts: int
    proposals: int
    texts: int
    animates: tuple[str, ...]
    controls: tuple[str, ...]
    left: tuple[Left, ...]


async def erase(session: WriteSession, address: str, key: PersonKey, now: datetime) -> Erasure:
    """Done twice, it erases what came since."""
    hash_ = key.of_address(address)
    version = await erased_store.lock_version(session, hash_) + 1
    person = await store.find(session, [address])
    done = await _erase(session, person, hash_, key, now)
    data = erased(person, hash_, key, [one.organisation_id for one in done.left if one.contacts])
    await erased_store.save(session, data, version, now)
    event = outbox.new_event("person.erased.v1", subject=hash_, version=version, data=data, now=now)
    await outbox.add(session, "person", event)
    return done


async def _erase(
    session: WriteSession, person: Person, hash_: str, key: PersonKey, now: datetime
) -> Erasure:
    hashes = {hash_, *person.mentions(key)}
    changed = await texts.erase_texts(session, person, lambda said: key.within(said, hashes))
    await texts.forget_answers(session, person)
    left = await _erase_contacts(session, person, now)
    await store.drop_proposals(session, (one.id for one in person.proposals))
    await store.drop_animator(session, (one.territory for one in person.animates))
    return Erasure(
        person=hash_,
        contacts=len(person.contacts),
        proposals=len(person.proposals),
        texts=changed,
        animates=tuple(one.territory for one in person.animates),
        controls=tuple(person.controls),
        left=tuple(left),
    )


async def _erase_contacts(session: WriteSession, person: Person, now: datetime) -> list[Left]:
    """Each organisation gets another version, as when its contacts are declared."""
    gone = {one.contact.id for one in person.contacts}
    ids = sorted({one.organisation_id for one in person.contacts})
    locked = await organisation_store.lock_organisations(session, ids)
    known = await organisation_store.contacts_of(session, ids)
    running = await store.running_of(session, ids)
    left = []
    for id_, organisation in locked.items():
        contacts = without(known.get(id_, []), gone)
        await organisation_store.save_contacts(session, id_, contacts)
        after = replace(organisation, version=organisation.version + 1, updated_at=now)
        await organisation_store.save_organisation(session, after)
        left.append(Left(id_, len(contacts), running.get(id_, 0)))
    return left


async def find_person(
    session: Session, address: str, key: PersonKey
) -> tuple[Person, list[texts.FoundText]]:
    """All that is kept under this address, and the texts that name the person."""
    person = await store.find(session, [address])
    hashes = {key.of_address(address), *person.mentions(key)}
    return person, await texts.find_texts(session, person, lambda said: key.within(said, hashes))


async def erase_again(
    session: WriteSession, event: Event[ErasedPerson], key: PersonKey, now: datetime
) -> list[str]:
    """After a restore: somebody was erased since the backup, as the log says. Return the addresses
    that were kept."""
    data = event.data
    addresses = [
        address
        for address, id_ in await store.addresses_kept(session)
        if id_ in data.contacts or key.of_address(address) == data.person
    ]
    if addresses:
        person = await store.find(session, addresses)
        await _erase(session, person, data.person, key, now)
    await erased_store.save(session, data, event.entity_version, event.time)
    return addresses
