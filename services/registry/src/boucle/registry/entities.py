"""What registry keeps: territories, organisations, sites, flows, principals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, TypeVar
from uuid import UUID

import msgspec

from boucle.common.events.registry import (
    ActivityCode,
    Availability,
    Certainty,
    CurrentRoute,
    CurrentSupply,
    Direction,
    FamilyShare,
    LegalStatus,
    LocationPrecision,
    Nature,
    PhysicalForm,
    QualityRange,
    Quantity,
    SiteFacts,
    TerritoryKind,
)
from boucle.common.events.registry import Flow as FlowEvent
from boucle.common.events.registry import Site as SiteEvent
from boucle.common.events.registry import Territory as TerritoryEvent
from boucle.registry.values.conversions import Conversion

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Role = Literal["company", "tool", "animator", "operator", "service"]
Language = Literal["fr", "en"]
OrganisationState = Literal["claimed", "verified", "refused"]


@dataclass(frozen=True, slots=True)
class Source:
    """How a tool names an entity: its own id at its own source."""

    source: str
    external_id: str


@dataclass(frozen=True, slots=True)
class Animator:
    """Who runs the approach of a territory. Personal data: never in an event. ``address``: by post,
    on one line."""

    name: str
    email: str
    phone: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Controller:
    """Who answers for personal data in a territory (GDPR, article 13), and for its pages (LCEN,
    article 6). ``rights``: the mail address to write to about one's data. ``kept_months``: for how
    long after the last exchange data is kept. ``publisher``: the person who directs what is
    published; ``host``: who hosts the site, with address. Never in an event."""

    name: str
    address: str
    rights: str
    basis: str | None = None
    kept_months: int = 36
    publisher: str | None = None
    host: str | None = None


@dataclass(frozen=True, slots=True)
class Territory:
    """An EPCI or a federation of them, and how its synergies are handled.

    ``published``: what its event carries, its SIREN (the key), kind, parent and all its settings. A
    setting is declared there, once: columns, history, requests and responses go by its fields.
    """

    name: str
    published: TerritoryEvent
    animator: Animator | None = None
    controller: Controller | None = None
    version: int = 0
    updated_at: datetime | None = None

    @property
    def siren(self) -> str:
        return self.published.siren

    @property
    def kind(self) -> TerritoryKind:
        return self.published.kind

    @property
    def parent(self) -> str | None:
        return self.published.parent


@dataclass(frozen=True, slots=True)
class Contact:
    """A person of an organisation, whom mail reaches. Personal data: never in an event.
    ``passed_on_by``: the contact who named it on a page; None of one that was declared.
    ``passes_to``: the contact whom it named itself, and who is written to before it."""

    id: UUID
    name: str
    email: str
    phone: str | None
    language: Language
    role: str
    passed_on_by: UUID | None = None
    passes_to: UUID | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """``tools``: client ids granted to act for it. ``direct``: declared outside any source.
    ``merged_into``: the one that it turned out to be; it is withdrawn then."""

    id: UUID
    name: str
    siren: str | None
    territory: str
    example: bool
    tools: tuple[str, ...]
    direct: bool
    state: OrganisationState
    version: int
    declared_at: datetime
    updated_at: datetime
    withdrawn_at: datetime | None = None
    merged_into: UUID | None = None

    @property
    def on_trial(self) -> bool:
        """Not verified: in nobody's list, counted nowhere."""
        return self.state != "verified"


@dataclass(frozen=True, slots=True)
class Network:
    """A network that a site is on (steam, heat, water, gas), by the code that all on it use."""

    code: str
    length_km: float | None = None


@dataclass(frozen=True, slots=True)
class DeclaredSite:
    """A site as somebody declares it; its territory may be left to follow from its commune."""

    name: str
    siret: str | None
    naf: ActivityCode | None
    latitude: float
    longitude: float
    location_precision: LocationPrecision
    commune: str | None
    commune_code: str | None
    address: str | None
    territory: str | None
    treatments: tuple[str, ...]
    networks: tuple[Network, ...]
    example: bool

    def within(self, territory: str) -> "SiteDraft":
        values = {name: getattr(self, name) for name in DeclaredSite.__dataclass_fields__}
        return SiteDraft(**{**values, "territory": territory})


@dataclass(frozen=True, slots=True)
class SiteDraft(DeclaredSite):
    """A declared site, checked: its territory is known."""

    territory: str


@dataclass(frozen=True, slots=True)
class Site:
    """``tools`` and ``on_trial`` repeat its organisation's: who writes a flow locks one row and
    joins none."""

    id: UUID
    organisation_id: UUID
    draft: SiteDraft
    tools: tuple[str, ...]
    direct: bool
    on_trial: bool
    valid_from: date
    version: int
    declared_at: datetime
    updated_at: datetime
    withdrawn_at: datetime | None = None

    def facts(self) -> SiteFacts:
        return SiteFacts(
            latitude=self.draft.latitude,
            longitude=self.draft.longitude,
            location_precision=self.draft.location_precision,
            naf=self.draft.naf,
            treatments=self.draft.treatments,
            networks=tuple(network.code for network in self.draft.networks),
            network_km=declared_lengths(self.draft.networks),
        )

    def event(self) -> SiteEvent:
        return SiteEvent(
            site_id=self.id,
            organisation_id=self.organisation_id,
            territory=self.draft.territory,
            facts=self.facts(),
            valid_from=self.valid_from,
            tools=self.tools,
            on_trial=self.on_trial,
        )


def declared_lengths(networks: tuple[Network, ...]) -> dict[str, float]:
    """Length in km by code, of those that declare one."""
    return {one.code: one.length_km for one in networks if one.length_km is not None}


def with_lengths(codes: Iterable[str], km: Mapping[str, float]) -> tuple[Network, ...]:
    """Networks, of their codes and what ``declared_lengths`` gave."""
    return tuple(Network(code, km.get(code)) for code in codes)


class Declaration(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is declared at a site, checked; kept whole as JSON in its row.

    ``since`` is the date declared, if any; ``valid_from`` of what is kept also moves with its site.
    ``as_sent``: by name, what was sent otherwise than it is kept here; None where it is not known.
    ``COMPUTED``: fields that nobody declares.
    """

    COMPUTED: ClassVar[frozenset[str]] = frozenset({"as_sent"})
    since: date | None = None
    as_sent: dict[str, Any] | None = None

    @property
    def last_day(self) -> date | None:
        """The last one on which it is so."""
        raise NotImplementedError


class FlowDraft(Declaration, frozen=True, kw_only=True, omit_defaults=True):
    """A flow as somebody declares it, checked and classified.

    ``text`` and ``provenance`` stay in registry. ``base`` is the yearly quantity in g, L or Wh.
    ``families``: of a flow of several, as its event has them; ``shares_assumed``: nobody gave them.
    ``temperature_read``: its temperature was not declared, its text tells it.
    ``conversion``: how the quantity was counted, where it was not in ``quantity``'s unit a year.
    """

    COMPUTED = Declaration.COMPUTED | {"base", "shares_assumed", "temperature_read", "conversion"}

    direction: Direction
    nature: Nature
    family: str | None
    quantity: Quantity
    base: int
    certainty: Certainty
    low: str | None = None
    text: str | None = None
    hazardous: bool = False
    form: PhysicalForm | None = None
    qualities: dict[str, QualityRange] = {}
    availability: Availability = Availability()
    legal_status: LegalStatus | None = None
    accepts: tuple[LegalStatus, ...] = ()
    current_route: CurrentRoute | None = None
    current_supply: CurrentSupply | None = None
    provenance: str | None = None
    families: tuple[FamilyShare, ...] = ()
    shares_assumed: bool = False
    temperature_read: bool = False
    conversion: Conversion | None = None

    @property
    def last_day(self) -> date | None:
        return self.availability.end


D = TypeVar("D", bound=Declaration)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtSite(Generic[D]):
    """What is kept of a declaration at a site. ``source`` is ``None`` when declared outside any
    source; ``declared_by``: the client id of the tool whose source it is, if it is one's and the
    tool is not revoked."""

    id: UUID
    site_id: UUID
    organisation_id: UUID
    territory: str
    source: str | None
    external_id: str | None
    draft: D
    catalogue_version: str
    valid_from: date
    version: int
    declared_at: datetime
    updated_at: datetime
    withdrawn_at: datetime | None = None
    declared_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow(AtSite[FlowDraft]):
    """A flow as it is kept."""

    duplicate_of: UUID | None = None

    def event(self, site: Site) -> FlowEvent:
        """The whole flow with its site's facts, as consumers need it: they join nothing."""
        draft = self.draft
        return FlowEvent(
            flow_id=self.id,
            organisation_id=site.organisation_id,
            site_id=site.id,
            territory=site.draft.territory,
            direction=draft.direction,
            nature=draft.nature,
            family=draft.family,
            catalogue_version=self.catalogue_version,
            quantity=draft.quantity,
            site=site.facts(),
            certainty=draft.certainty,
            valid_from=self.valid_from,
            low=draft.low,
            hazardous=draft.hazardous,
            form=draft.form,
            qualities=draft.qualities,
            availability=draft.availability,
            legal_status=draft.legal_status,
            accepts=draft.accepts,
            current_route=draft.current_route,
            current_supply=draft.current_supply,
            duplicate_of=self.duplicate_of,
            tools=site.tools,
            on_trial=site.on_trial,
            declared_by=self.declared_by,
            families=draft.families,
        )


Entity = TypeVar("Entity", bound="DataclassInstance")


def entity_of(cls: type[Entity], row: Any, **given: Any) -> Entity:
    """The columns that have its fields' names, and ``given``, its other fields."""
    names = cls.__dataclass_fields__
    return cls(**{name: row[name] for name in names if name not in given}, **given)
