"""What registry answers about ids: companies, their contacts, territories, own flows. Pure."""

from uuid import UUID

import msgspec

from boucle.common.events.registry import Quantity


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    contact_id: UUID
    name: str
    email: str
    phone: str | None = None
    language: str = "fr"
    role: str | None = None


class Company(msgspec.Struct, frozen=True, kw_only=True):
    """``territories``: its own, and those of its sites."""

    name: str
    territories: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()


class Person(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    email: str


class Territory(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    animator: Person | None = None


class OwnFlow(msgspec.Struct, frozen=True, kw_only=True):
    """A flow as its own company declared it; shown to that company only. ``quantity``: a year's."""

    site: str
    quantity: Quantity
    text: str | None = None
    commune: str | None = None


class Directory(msgspec.Struct, frozen=True, kw_only=True):
    """The answer. A company, territory or flow that registry does not know is absent."""

    organisations: dict[UUID, Company] = {}
    territories: dict[str, Territory] = {}
    flows: dict[UUID, OwnFlow] = {}
