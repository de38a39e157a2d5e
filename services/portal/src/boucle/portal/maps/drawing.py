"""What a map draws, as small as it gets. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from boucle.portal.maps.shapes import (
    OutlinesOnMap,
    SitesOnMap,
    SynergiesOnMap,
    SynergyEnds,
    ZonesOnMap,
)

Point = tuple[float, float]
"""Longitude first, degrees WGS84."""
Box = tuple[float, float, float, float]
"""West, south, east, north; degrees."""
Words = Callable[[str, str], str]
"""Of a code in a vocabulary."""

_DIGITS: Final = 4
"""Of a degree: 11 m."""
_AROUND: Final = 0.1
"""Degrees that are shown around what is drawn."""
_TWO: Final = 2


class DrawnSite(msgspec.Struct, array_like=True, frozen=True):
    at: Point
    name: str
    where: str
    organisation_id: str


class DrawnSynergy(msgspec.Struct, array_like=True, frozen=True):
    """``ends``: two of an arc; of a group the middle, then each."""

    ends: tuple[Point, ...]
    name: str
    state: str
    nature: str
    synergy_id: str


class DrawnZone(msgspec.Struct, array_like=True, frozen=True):
    at: Point
    radius_km: float
    name: str


class DrawnOutlines(msgspec.Struct, array_like=True, frozen=True):
    name: str
    lines: tuple[tuple[Point, ...], ...]


class Drawn(msgspec.Struct, frozen=True):
    """``possible``: what nobody acted on. ``sources``: who is to be named for the outlines."""

    sites: tuple[DrawnSite, ...]
    synergies: tuple[DrawnSynergy, ...]
    possible: tuple[DrawnSynergy, ...]
    zones: tuple[DrawnZone, ...]
    epcis: tuple[DrawnOutlines, ...]
    communes: tuple[DrawnOutlines, ...]
    sources: tuple[str, ...]


def drawn_sites(found: SitesOnMap) -> tuple[DrawnSite, ...]:
    """Return those that have a place."""
    return tuple(
        DrawnSite(
            _rounded(one.geometry.coordinates),
            one.properties.name,
            one.properties.commune or "",
            one.properties.organisation_id,
        )
        for one in found.features
        if one.geometry
    )


def places_of(sites: SitesOnMap) -> dict[str, Point]:
    return {one.id: one.geometry.coordinates for one in sites.features if one.geometry}


def drawn_synergies(
    found: SynergiesOnMap, exact: Mapping[str, Point], words: Words
) -> Iterator[DrawnSynergy]:
    """Yield those with more than one known place: of a site that is drawn, its own; of another
    that is shown, the middle of its cell. ``exact``: of the drawn ones, by site."""
    for one in found.features:
        said = one.properties
        ends = _ends(_coarse(one.geometry), said.site_ids, exact)
        families = [words("family", key) for key in (said.offer_family, said.need_family) if key]
        if ends:
            name = said.title or " → ".join(dict.fromkeys(families))
            name = name or words("synergy_kind", said.kind)
            state = words("state", said.state)
            yield DrawnSynergy(ends, name, state, said.nature or "", one.id)


def _coarse(geometry: SynergyEnds | None) -> tuple[Point, ...]:
    if geometry is None:
        return ()
    match geometry.coordinates:
        case (float() | int() as x, float() | int() as y):
            return ((x, y),)
        case several:
            return tuple(each for each in several if isinstance(each, tuple))


def _ends(
    coarse: Sequence[Point], sites: Sequence[str], exact: Mapping[str, Point]
) -> tuple[Point, ...]:
    """``coarse``: of the sites in their order, those that fall together once."""
    known = [exact.get(site) for site in sites]
    if len(coarse) == len(sites):
        known = [own or cell for own, cell in zip(known, coarse, strict=True)]
    ends = tuple(dict.fromkeys(_rounded(each) for each in known if each))
    if len(ends) < _TWO:
        return ()
    return ends if len(ends) == _TWO else (_middle(ends), *ends)


def _middle(points: Sequence[Point]) -> Point:
    xs, ys = zip(*points, strict=True)
    return _rounded((sum(xs) / len(xs), sum(ys) / len(ys)))


def drawn_zones(found: Iterable[ZonesOnMap]) -> tuple[DrawnZone, ...]:
    return tuple(
        DrawnZone((zone.longitude, zone.latitude), zone.radius_km, zone.name)
        for each in found
        for zone in each.items
    )


def drawn_outlines(found: OutlinesOnMap) -> tuple[DrawnOutlines, ...]:
    return tuple(
        DrawnOutlines(one.properties.name, one.geometry.coordinates) for one in found.features
    )


def sources_of(*found: OutlinesOnMap) -> tuple[str, ...]:
    return tuple(sorted({one.properties.source for each in found for one in each.features}))


def box_around(sites: Sequence[DrawnSite]) -> Box | None:
    """Return west, south, east and north of what is shown; None where there is nothing."""
    if not sites:
        return None
    xs, ys = zip(*(one.at for one in sites), strict=True)
    west, south, east, north = min(xs), min(ys), max(xs), max(ys)
    return west - _AROUND, south - _AROUND, east + _AROUND, north + _AROUND


def _rounded(place: Point) -> Point:
    return round(place[0], _DIGITS), round(place[1], _DIGITS)
