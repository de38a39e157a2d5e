"""Sites, and the networks that they are on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from boucle.contract.events.registry import ActivityCode, LocationPrecision, SiteFacts
from boucle.contract.events.registry import Site as SiteEvent
from boucle.registry.domain.entities.rows import made_of


@dataclass(frozen=True, slots=True)
class Network:
    """A network that a site is on (steam, heat, water, gas), by the code that all on it use."""

    code: str
    length_km: float | None = None


@dataclass(frozen=True, slots=True)
class DeclaredSite:
    """A site as somebody declares it; its territory and its place may be left to follow
    from its commune."""

    name: str
    siret: str | None
    naf: ActivityCode | None
    latitude: float | None
    longitude: float | None
    location_precision: LocationPrecision
    commune: str | None
    commune_code: str | None
    address: str | None
    territory: str | None
    treatments: tuple[str, ...]
    networks: tuple[Network, ...]
    example: bool

    def within(self, territory: str) -> "SiteDraft":
        return made_of(SiteDraft, self, territory=territory)


@dataclass(frozen=True, slots=True)
class SiteDraft(DeclaredSite):
    """A declared site, checked: its territory and its place are known."""

    latitude: float
    longitude: float
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
        return made_of(
            SiteFacts,
            self.draft,
            networks=tuple(network.code for network in self.draft.networks),
            network_km=declared_lengths(self.draft.networks),
        )

    def event(self) -> SiteEvent:
        return made_of(
            SiteEvent,
            self,
            site_id=self.id,
            territory=self.draft.territory,
            facts=self.facts(),
        )


def declared_lengths(networks: tuple[Network, ...]) -> dict[str, float]:
    """Length in km by code, of those that declare one."""
    return {one.code: one.length_km for one in networks if one.length_km is not None}


def with_lengths(codes: Iterable[str], km: Mapping[str, float]) -> tuple[Network, ...]:
    """Networks, of their codes and what ``declared_lengths`` gave."""
    return tuple(Network(code, km.get(code)) for code in codes)
