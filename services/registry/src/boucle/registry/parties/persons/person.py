"""A person: all that registry keeps under one mail address, and what names them in a text. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from boucle.contract.events.registry import ErasedPerson
from boucle.contract.persons import PersonKey
from boucle.registry.domain.entities import Contact
from boucle.registry.parties.organisations.proposals import ContactProposal

_SEPARATORS: Final = r"[ .()-]{0,3}"
_LAST_DIGITS: Final = 9  # of a telephone number: without its country, and without its first 0
_SEVERAL_WORDS: Final = re.compile(r"\w+\W+\w+")


@dataclass(frozen=True, slots=True)
class ContactOf:
    """A contact and its organisation."""

    organisation_id: UUID
    contact: Contact


@dataclass(frozen=True, slots=True)
class AnimatorOf:
    """Who animates a territory."""

    territory: str
    name: str
    email: str
    phone: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """``addresses``: as they were written, the one asked for first. ``controls``: territories that
    name the address as the one to write to about data. ``account``: the name of who signs in."""

    addresses: tuple[str, ...]
    contacts: Sequence[ContactOf] = ()
    proposals: Sequence[ContactProposal] = ()
    animates: Sequence[AnimatorOf] = ()
    controls: Sequence[str] = ()
    account: str | None = None

    @property
    def organisations(self) -> frozenset[UUID]:
        of_contacts = {one.organisation_id for one in self.contacts}
        return frozenset(of_contacts | {one.organisation_id for one in self.proposals})

    @property
    def names(self) -> frozenset[str]:
        """Those of several words: one word may be any word."""
        people = (
            *(one.contact.name for one in self.contacts),
            *(one.name for one in self.proposals),
            *(one.name for one in self.animates),
            self.account or "",
        )
        return frozenset(name for name in people if _SEVERAL_WORDS.search(name))

    @property
    def phones(self) -> frozenset[str]:
        numbers = [one.contact.phone for one in self.contacts]
        return frozenset(filter(None, [*numbers, *(one.phone for one in self.animates)]))

    def mentions(self, key: PersonKey) -> frozenset[str]:
        """Hashes of names and numbers."""
        return frozenset(
            hash_
            for name in (*self.names, None)
            for phone in (*self.phones, None)
            for hash_ in key.of_mentions(name, phone)
        )

    def reached_by(self) -> str:
        """A regular expression of Postgres for their addresses and telephone numbers."""
        numbers = (re.sub(r"\D", "", one)[-_LAST_DIGITS:] for one in self.phones)
        return "|".join(
            [
                *map(re.escape, sorted(self.addresses)),
                *(_SEPARATORS.join(one) for one in sorted(numbers) if len(one) == _LAST_DIGITS),
            ]
        )

    def named(self) -> str | None:
        """One for their names; None where they have none of several words."""
        names = (r"\W+".join(map(re.escape, name.split())) for name in sorted(self.names))
        return "|".join(names) or None


def erased(person: Person, hash_: str, key: PersonKey, left: Collection[UUID]) -> ErasedPerson:
    """What is published. ``left``: the organisations that have a contact still."""
    of = {one.organisation_id for one in person.contacts}
    return ErasedPerson(
        person=hash_,
        contacts=(
            *(one.contact.id for one in person.contacts),
            *(one.id for one in person.proposals),
        ),
        organisations=(
            *(one.organisation_id for one in person.contacts),
            *(one.organisation_id for one in person.proposals),
        ),
        mentions=tuple(sorted(person.mentions(key))),
        without_contact=tuple(sorted(of.difference(left))),
    )


def without(contacts: Sequence[Contact], gone: Collection[UUID]) -> list[Contact]:
    """The others, none of whom names, or was named by, who is gone."""
    return [
        replace(
            one,
            passed_on_by=None if one.passed_on_by in gone else one.passed_on_by,
            passes_to=None if one.passes_to in gone else one.passes_to,
        )
        for one in contacts
        if one.id not in gone
    ]
