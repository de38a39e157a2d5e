"""Sites, and the networks that they are on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from boucle.contract.events.registry import ActivityCode, LocationPrecision, SiteFacts
from boucle.contract.events.registry import Site as SiteEvent


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
