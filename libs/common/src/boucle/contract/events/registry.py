"""What registry says happened: territories, sites and flows, and which tokens are revoked.

Topics: ``boucle.territory``, ``boucle.site``, ``boucle.flow``, ``boucle.establishments``,
``boucle.person``, ``boucle.principal``, ``boucle.sign_in``.
State-carrying: each event holds the whole entity, so a consumer joins nothing. No name of a company
that declared something, no address, no contact.
Numbers are decimal strings with a unit; a year is the period of every quantity.
"""

from datetime import date
from typing import Final, Literal
from uuid import UUID

import msgspec

from boucle.contract.events.field_order import published_as
from boucle.contract.events.reasons import SynergyKind

Direction = Literal["output", "input"]
Nature = Literal["material", "water", "energy"]
LegalStatus = Literal["product", "by_product", "end_of_waste", "waste"]
PhysicalForm = Literal[
    "solid",
    "bales",
    "chips",
    "granules",
    "powder",
    "paste",
    "sludge",
    "liquid",
    "gas",
    "steam",
    "hot_water",
    "current",
]
Certainty = Literal["measured", "estimated", "typical"]
LocationPrecision = Literal["address", "commune", "territory"]
Policy = Literal["animator", "auto"]
TerritoryKind = Literal["epci", "federation"]


class Quantity(msgspec.Struct, frozen=True, gc=False):
    """A decimal and its unit, e.g. ``("330000", "MWh")``; per year where a flow carries it."""

    value: str
    unit: str


class QualityRange(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What an output has, or what an input accepts, on one typed attribute of the catalogue."""

    low: str | None = None
    high: str | None = None
    unit: str | None = None


class FamilyShare(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One of the families of a flow. ``share`` of its quantity, a decimal in (0, 1]; None of a need
    that takes any of its families."""

    family: str
    share: str | None = None


class Availability(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """When the flow exists: months of the year (1..12; empty: not known) within a window. Registry
    withdraws a flow whose last day is behind: nobody else needs a clock."""

    months: tuple[int, ...] = ()
    start: date | None = None
    end: date | None = None


class CurrentRoute(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What an output costs today: R/D operation, €/unit paid (negative = sold), contract end."""

    operation: str | None = None
    cost_eur_per_unit: str | None = None
    contract_end: date | None = None


class CurrentSupply(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What feeds an input today: ``virgin`` or an energy carrier (a factor key), and its price."""

    source: str | None = None
    price_eur_per_unit: str | None = None
    contract_end: date | None = None


class ActivityCode(msgspec.Struct, frozen=True, gc=False):
    """A NAF code, always with its nomenclature: ``("20.14Z", "NAF rév. 2")``."""

    code: str
    version: str


class SiteFacts(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What matching needs of a site. Degrees WGS84; treatments: R/D operations it may receive.

    ``network_km``: length of each of ``networks`` that the site told one of, in km.
    """

    latitude: float
    longitude: float
    location_precision: LocationPrecision
    naf: ActivityCode | None = None
    treatments: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    network_km: dict[str, float] = {}


class FlowAttributes(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """What a flow is, sent, kept and published alike: an attribute of it is declared here, once."""

    direction: Direction
    nature: Nature
    quantity: Quantity
    certainty: Certainty
    low: str | None = None
    form: PhysicalForm | None = None
    availability: Availability = Availability()
    legal_status: LegalStatus | None = None
    current_route: CurrentRoute | None = None
    current_supply: CurrentSupply | None = None
    families: tuple[FamilyShare, ...] = ()


class FlowFields(FlowAttributes, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """The same, with what is worked out where it is not sent."""

    family: str | None
    hazardous: bool = False
    qualities: dict[str, QualityRange] = {}
    accepts: tuple[LegalStatus, ...] = ()


@published_as(
    "flow_id organisation_id site_id territory direction nature family catalogue_version quantity "
    "site certainty valid_from low hazardous form qualities availability legal_status accepts "
    "current_route current_supply duplicate_of tools on_trial declared_by families"
)
class Flow(FlowFields, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """The whole flow. Types: ``flow.declared.v1``, ``flow.revised.v1``, ``flow.withdrawn.v1``.

    ``family`` is ``None`` when unclassified: kept out of matching. ``families``: all families of a
    flow of several, ``family`` first; empty of a flow of one. Either each has a share (of a mixture
    they sum to 1 at most, the rest is matched with nobody), or none has (a need that takes any of
    them). ``legal_status`` belongs to an
    output; ``accepts`` (the statuses taken) to an input. ``duplicate_of`` names the flow that this
    one probably repeats: it is not counted and not matched until somebody resolves it.
    ``tools`` are the client ids that may act for its organisation; ``on_trial``: it is not
    verified, the flow is in nobody's list and counted nowhere. ``declared_by``: the client id of
    the tool under whose source it is declared; None where no tool's is.
    """

    flow_id: UUID
    organisation_id: UUID
    site_id: UUID
    territory: str
    catalogue_version: str
    site: SiteFacts
    valid_from: date
    duplicate_of: UUID | None = None
    tools: tuple[str, ...] = ()
    on_trial: bool = False
    declared_by: str | None = None


class Site(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """Types: ``site.declared.v1``, ``site.revised.v1``, ``site.withdrawn.v1``.

    ``on_trial``: its organisation is not verified.
    """

    site_id: UUID
    organisation_id: UUID
    territory: str
    facts: SiteFacts
    valid_from: date
    tools: tuple[str, ...] = ()
    on_trial: bool = False


LEAST_GAIN: Final = "1000"
"""EUR a year, of a kind for which a territory sets no least gain: an assumption."""


class Territory(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """Types: ``territory.declared.v1``, ``territory.revised.v1``. Keyed by SIREN.

    ``threshold`` is the least published score (0..10,000), ``auto_threshold`` the least that the
    ``auto`` policy qualifies, ``k`` the length of its flows' lists. ``weights`` (criterion -> int),
    ``limits`` (criterion -> decimal) and ``routes_off`` (route keys) override the rules' defaults.
    ``route_limits`` (route key -> attribute -> range, no unit) tighten what a route itself asks of
    an attribute. ``least_share``: of a need; what could move less of it is a weak lead, which is
    listed and never mailed. ``least_gain`` (kind of synergy -> EUR a year, ``LEAST_GAIN`` where
    none): what is reckoned to save less is listed, and the policy mails nobody about it.
    ``requires_if_match``: registry changes nothing of its organisations,
    sites and flows for who does not say which version he read. ``hold_letters``: introductions
    wait until an animator has read their letters. ``parameters``: of pooling and
    sharing, by their keys in ``boucle.catalogue.sharing``; the catalogue's default where none.
    """

    siren: str
    kind: TerritoryKind
    parent: str | None = None
    policy: Policy = "animator"
    k: int = 10
    threshold: int = 3000
    auto_threshold: int = 6000
    least_share: str = "0.02"
    least_gain: dict[SynergyKind, str] = {}
    weights: dict[str, int] = {}
    limits: dict[str, str] = {}
    route_limits: dict[str, dict[str, QualityRange]] = {}
    routes_off: tuple[str, ...] = ()
    requires_if_match: bool = False
    hold_letters: bool = False
    parameters: dict[str, str] = {}

    def least_gain_of(self, kind: SynergyKind) -> str:
        return self.least_gain.get(kind, LEAST_GAIN)


class Establishments(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """The companies that INSEE's public register has in one cell of places (``common.cells``, of
    the smallest). Type: ``establishments.counted.v1``; the subject is ``north/east``.

    ``companies``: by NACE class, the numbers of their SIREN, of each class the ``MOST_COMPANIES``
    least ones. Empty: the register has none there any more.
    """

    north: int
    east: int
    companies: dict[str, tuple[int, ...]] = {}


MOST_COMPANIES: Final = 40
"""Of one class in one cell: enough to tell whether there is a crowd."""


class ErasedPerson(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A person whose data is erased, wherever it lies. Type: ``person.erased.v1``; the subject is
    ``person``.

    ``person``: the keyed hash of the mail address (``common.persons``); ``mentions``: those of the
    names and telephone numbers that stood with it. ``contacts``: the contacts that they were, and
    of each its organisation in ``organisations``. ``without_contact``: those organisations that
    have nobody left.
    """

    person: str
    contacts: tuple[UUID, ...] = ()
    organisations: tuple[UUID, ...] = ()
    mentions: tuple[str, ...] = ()
    without_contact: tuple[UUID, ...] = ()


class SignInAsked(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A person shall get a mail: a link to sign in, or an invitation. Whoever sends it asks
    registry for the rest. Type: ``sign_in.asked.v1``; the subject is ``sign_in``."""

    sign_in: UUID
