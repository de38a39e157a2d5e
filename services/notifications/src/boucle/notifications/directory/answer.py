"""What registry answers about ids: companies, their contacts, territories, own flows, principals.
Pure."""

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

from boucle.contract.events.registry import Quantity
from boucle.contract.events.sharing import SharingDirection, SharingKind
from boucle.platform.identity.principal import Role


class ContactAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """``person``: a keyed hash of the address, the same in every organisation; None of an
    animator."""

    contact_id: UUID
    name: str
    email: str
    phone: str | None = None
    language: str = "fr"
    role: str | None = None
    person: str | None = None

    def reading(self, language: str | None) -> "ContactAnswer":
        """The same, in the language that they chose on their page, if any."""
        return msgspec.structs.replace(self, language=language) if language else self


class Company(msgspec.Struct, frozen=True, kw_only=True):
    """``territories``: its own, and those of its sites."""

    name: str
    territories: tuple[str, ...] = ()
    contacts: tuple[ContactAnswer, ...] = ()


class DirectoryPerson(msgspec.Struct, frozen=True, kw_only=True):
    """An animator. ``address``: by post, on one line."""

    name: str
    email: str
    phone: str | None = None
    address: str | None = None


class DirectoryController(msgspec.Struct, frozen=True, kw_only=True):
    """Who answers for personal data in a territory (GDPR, article 13), and who publishes its pages
    (LCEN, article 6). ``rights``: the address to write to about one's data; ``kept_months``: how
    long after the last exchange data is kept; ``host``: who hosts the site, with address."""

    name: str
    address: str
    rights: str
    basis: str | None = None
    kept_months: int = 36
    publisher: str | None = None
    host: str | None = None


class TerritoryAnswer(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    animator: DirectoryPerson | None = None
    controller: DirectoryController | None = None


class Own(msgspec.Struct, frozen=True, kw_only=True):
    """What a company declared, as it did, with its site; shown to that company only."""

    site: str
    text: str | None = None
    commune: str | None = None


class OwnFlow(Own, frozen=True, kw_only=True):
    """``quantity``: a year's."""

    quantity: Quantity


class OwnSharing(Own, frozen=True, kw_only=True):
    """What it could pool or share, as its events say it (``events.sharing``)."""

    kind: SharingKind
    direction: SharingDirection
    subject: str | None = None
    figures: dict[str, str] = {}
    choices: dict[str, str] = {}
    months: tuple[str, ...] = ()
    cost: str | None = None
    contract_end: date | None = None


class Entitled(msgspec.Struct, frozen=True, kw_only=True):
    """What a principal may see now, as its next token would say. One that was revoked is absent."""

    role: Role
    organisations: frozenset[UUID] = frozenset()
    territories: frozenset[str] = frozenset()


class DirectoryPassedOn(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a person named as the right one. ``added``: he is the company's ``contact_id``
    from now on; ``proposed``: once the animator confirms, and None until then."""

    state: Literal["added", "proposed"]
    contact_id: UUID | None = None


class Directory(msgspec.Struct, frozen=True, kw_only=True):
    """The answer. What registry does not know is absent."""

    organisations: dict[UUID, Company] = {}
    territories: dict[str, TerritoryAnswer] = {}
    flows: dict[UUID, OwnFlow] = {}
    sharings: dict[UUID, OwnSharing] = {}
    principals: dict[str, Entitled] = {}
    persons: dict[str, tuple[ContactAnswer, ...]] = {}

    def own(self, declaration: UUID | None) -> Own | None:
        """A flow, or what could be shared, by its id; None where registry does not know it."""
        if declaration is None:
            return None
        return self.flows.get(declaration) or self.sharings.get(declaration)
