"""Define registry's answers about ids: companies, contacts, territories, flows, principals.
Pure."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec

from boucle.contract.events.registry import Quantity
from boucle.contract.events.sharing import SharingDirection, SharingKind
from boucle.platform.identity.principal import Role


class ContactAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """``person`` is a keyed hash of the address, the same in every organisation; None of an
    animator."""

    contact_id: UUID
    name: str
    email: str
    phone: str | None = None
    language: str = "fr"
    role: str | None = None
    person: str | None = None

    def reading(self, language: str | None) -> "ContactAnswer":
        """Return the same with the language that they chose on their page, if any."""
        return msgspec.structs.replace(self, language=language) if language else self


class Company(msgspec.Struct, frozen=True, kw_only=True):
    """``territories`` are its own, and those of its sites."""

    name: str
    territories: tuple[str, ...] = ()
    contacts: tuple[ContactAnswer, ...] = ()


class DirectoryPerson(msgspec.Struct, frozen=True, kw_only=True):
    """An animator; ``address`` is postal, on one line."""

    name: str
    email: str
    phone: str | None = None
    address: str | None = None


class DirectoryController(msgspec.Struct, frozen=True, kw_only=True):
    """The controller of personal data in a territory (GDPR, article 13), and publisher of its pages
    (LCEN, article 6). ``rights`` is the address for requests; ``kept_months`` how long after the
    last exchange data is stored; ``host`` the site's host, with address."""

    name: str
    address: str
    rights: str
    basis: str | None = None
    kept_months: int = 36
    publisher: str | None = None
    host: str | None = None


class TerritoryAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """``parameters``: of pooling and sharing, those that it sets."""

    name: str
    animator: DirectoryPerson | None = None
    controller: DirectoryController | None = None
    parameters: dict[str, str] = {}


class Own(msgspec.Struct, frozen=True, kw_only=True):
    """A company's declaration, with its site; shown to that company only."""

    site: str
    text: str | None = None
    commune: str | None = None


class OwnFlow(Own, frozen=True, kw_only=True):
    """``quantity`` is a year's; ``months`` from 1 to 12; ``cost`` in EUR per unit, today's."""

    quantity: Quantity
    months: tuple[int, ...] = ()
    cost: str | None = None


class OwnSharing(Own, frozen=True, kw_only=True):
    """What it could pool or share, as its events describe it (``events.sharing``)."""

    kind: SharingKind
    direction: SharingDirection
    subject: str | None = None
    figures: dict[str, str] = {}
    choices: dict[str, str] = {}
    months: tuple[str, ...] = ()
    cost: str | None = None
    contract_end: date | None = None


class Entitled(msgspec.Struct, frozen=True, kw_only=True):
    """What a principal may see now, as its next token would say. A revoked one is absent."""

    role: Role
    organisations: frozenset[UUID] = frozenset()
    territories: frozenset[str] = frozenset()


class DirectoryPassedOn(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome for a person named as the right one. ``added``: they are the company's
    ``contact_id`` from now on; ``proposed``: once the animator confirms, and None until then."""

    state: Literal["added", "proposed"]
    contact_id: UUID | None = None


class DecisionsWaiting(msgspec.Struct, frozen=True, kw_only=True):
    """How many of one kind wait for an animator; ``newest``: since when the last one does."""

    about: Literal["contact", "join_request", "claim"]
    count: int
    newest: datetime


class AnimatingPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Who animates ``territories``. ``language``: of the person."""

    name: str
    email: str
    language: str = "fr"
    territories: tuple[str, ...] = ()


class SignInMail(msgspec.Struct, frozen=True, kw_only=True):
    """What a mail to a person says. ``link`` follows ``/connexion/``; None in an invitation to
    animate ``places``, or, without any, to run Boucle."""

    account_id: UUID
    email: str
    name: str
    language: str
    link: str | None
    ends_at: datetime
    invited_by: str | None
    places: tuple[str, ...]


class Directory(msgspec.Struct, frozen=True, kw_only=True):
    """The answer, without what registry does not have."""

    organisations: dict[UUID, Company] = {}
    territories: dict[str, TerritoryAnswer] = {}
    flows: dict[UUID, OwnFlow] = {}
    sharings: dict[UUID, OwnSharing] = {}
    principals: dict[str, Entitled] = {}
    persons: dict[str, tuple[ContactAnswer, ...]] = {}
    decisions: tuple[DecisionsWaiting, ...] = ()
    animators: tuple[AnimatingPerson, ...] = ()

    def own(self, declaration: UUID | None) -> Own | None:
        if declaration is None:
            return None
        return self.flows.get(declaration) or self.sharings.get(declaration)
