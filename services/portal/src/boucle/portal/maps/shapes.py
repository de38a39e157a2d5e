"""What the API places on a map, as far as ours draws it."""

import msgspec

from boucle.portal.companies.shapes import ShownSite


class SiteListed(ShownSite, frozen=True, kw_only=True):
    organisation_id: str
    territory: str


class SitesListed(msgspec.Struct, frozen=True):
    items: tuple[SiteListed, ...]
    next: str | None = None


class SitePoint(msgspec.Struct, frozen=True):
    """``coordinates``: longitude first."""

    coordinates: tuple[float, float]


class PlacedNames(msgspec.Struct, frozen=True):
    organisation_id: str
    name: str
    commune: str | None = None


class SiteOnMap(msgspec.Struct, frozen=True):
    id: str
    geometry: SitePoint | None
    properties: PlacedNames


class SitesOnMap(msgspec.Struct, frozen=True):
    features: tuple[SiteOnMap, ...]


class SynergyEnds(msgspec.Struct, frozen=True):
    """Of a point, of a line, or of several points: each place once."""

    coordinates: tuple[float | tuple[float, float], ...]


class PlacedWords(msgspec.Struct, frozen=True):
    kind: str
    state: str
    title: str | None = None
    nature: str | None = None
    offer_family: str | None = None
    need_family: str | None = None
    site_ids: tuple[str, ...] = ()


class SynergyOnMap(msgspec.Struct, frozen=True):
    id: str
    geometry: SynergyEnds | None
    properties: PlacedWords


class SynergiesOnMap(msgspec.Struct, frozen=True):
    features: tuple[SynergyOnMap, ...]


class ZoneOnMap(msgspec.Struct, frozen=True):
    name: str
    latitude: float
    longitude: float
    radius_km: float


class ZonesOnMap(msgspec.Struct, frozen=True):
    items: tuple[ZoneOnMap, ...]


class OutlineLines(msgspec.Struct, frozen=True):
    coordinates: tuple[tuple[tuple[float, float], ...], ...]


class OutlineNames(msgspec.Struct, frozen=True):
    name: str
    source: str


class OutlineOnMap(msgspec.Struct, frozen=True):
    geometry: OutlineLines
    properties: OutlineNames


class OutlinesOnMap(msgspec.Struct, frozen=True):
    features: tuple[OutlineOnMap, ...]
