"""What the API answers a company of its own, as far as pages show it."""

from datetime import datetime

import msgspec

from boucle.portal.companies.shapes import ShownFlow
from boucle.portal.figures import Estimate, ShownQuantity
from boucle.portal.synergies.shapes import ShownSentence, Why


class ShownMonths(msgspec.Struct, frozen=True):
    """1 to 12; empty where they are not known."""

    months: tuple[int, ...] = ()


class RouteToday(msgspec.Struct, frozen=True):
    """Where an output goes today."""

    operation: str | None = None
    cost_eur_per_unit: str | None = None
    contract_end: str | None = None


class SupplyToday(msgspec.Struct, frozen=True):
    """What feeds an input today."""

    price_eur_per_unit: str | None = None
    contract_end: str | None = None


class CorrectedFlow(ShownFlow, frozen=True, kw_only=True):
    """A flow with all that its form holds."""

    nature: str
    version: int
    availability: ShownMonths
    quantity_as_declared: ShownQuantity | None = None
    current_route: RouteToday | None = None
    current_supply: SupplyToday | None = None


class PossiblePartner(msgspec.Struct, frozen=True):
    """What a stranger could take or give: coarse, until both agree."""

    family: ShownSentence
    sector: ShownSentence | None = None
    distance_band: str | None = None
    quantity: ShownQuantity | None = None
    gain: Estimate | None = None
    why: tuple[Why, ...] = ()


class Lacking(msgspec.Struct, frozen=True):
    field: str
    settles: int


class NoPartner(msgspec.Struct, frozen=True):
    """Why there is none."""

    sentence: ShownSentence


class PossiblePartners(msgspec.Struct, frozen=True):
    possibilities: tuple[PossiblePartner, ...] = ()
    lacks: tuple[Lacking, ...] = ()
    none: NoPartner | None = None
    on_trial: bool = False


class Suggested(msgspec.Struct, frozen=True):
    family: str
    label_fr: str
    label_en: str
    nature: str


class Understood(msgspec.Struct, frozen=True):
    """What a text means; ``settled``: the family that it surely means."""

    items: tuple[Suggested, ...] = ()
    settled: str | None = None


class PartyContact(msgspec.Struct, frozen=True):
    name: str
    email: str
    phone: str | None = None


class NamedParty(msgspec.Struct, frozen=True):
    organisation_id: str
    name: str
    contact: PartyContact | None = None


class NamedParties(msgspec.Struct, frozen=True):
    items: tuple[NamedParty, ...]


class SharingLine(msgspec.Struct, frozen=True):
    sharing_id: str
    organisation_id: str
    kind: str
    direction: str
    unclassified: bool
    label_fr: str | None = None
    label_en: str | None = None
    description: str | None = None


class SharingLines(msgspec.Struct, frozen=True):
    items: tuple[SharingLine, ...]
    next: str | None = None


class Learner(msgspec.Struct, frozen=True):
    """``organisation_id``: None where it is masked."""

    organisation_id: str | None = None


class OwnDisclosure(msgspec.Struct, frozen=True):
    """``to`` learned something ``of`` another."""

    at: datetime
    kind: str
    number: int
    synergy_id: str
    to: Learner
    of: Learner


class OwnDisclosures(msgspec.Struct, frozen=True):
    items: tuple[OwnDisclosure, ...]
