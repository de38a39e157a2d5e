"""Read zones from files, and find the zone of a site. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from boucle.platform.characters import WITHOUT_IT, first_invisible
from boucle.platform.errors import Fault
from boucle.platform.translating import tr
from boucle.registry.domain.values.areas import Box
from boucle.registry.domain.values.distances import km_between
from boucle.registry.domain.values.numbers import read_number
from boucle.registry.domain.values.wrong import WrongValue

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("code", "code zone", "identifiant"),
    "name": ("nom", "zone", "libellé"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "lng"),
    "radius_km": ("rayon km", "rayon", "radius"),
    "source": ("source", "origine"),
}
"""All are required. A header reads as one of these, or as the key."""
_WIDEST_KM: Final = 20
_NARROWEST_KM: Final = 0.05
_LONGEST: Final = {"code": 40, "name": 200, "source": 500}


@dataclass(frozen=True, slots=True)
class ActivityZone:
    """Sites within ``radius_km`` of its centre (degrees WGS84) are in it. ``source``: where it was
    read. ``code``: unique in its territory."""

    code: str
    name: str
    latitude: float
    longitude: float
    radius_km: float
    source: str


@dataclass(frozen=True, slots=True)
class SitePlace:
    id: UUID
    latitude: float
    longitude: float


def read_zones(
    rows: Iterable[tuple[int, Mapping[str, str]]], served: Sequence[Box]
) -> tuple[list[ActivityZone], list[Fault]]:
    """Return the zones of a file, and all faults of its rows (line, cells)."""
    zones: dict[str, ActivityZone] = {}
    lines: dict[str, int] = {}
    faults: list[Fault] = []
    for line, cells in rows:
        read = _read(cells, served)
        if isinstance(read, ActivityZone) and read.code in zones:
            message = tr("stands in line {lines} already", lines=lines[read.code])
            read = [Fault("code", read.code, message, "each code in one row")]
        if isinstance(read, ActivityZone):
            zones[read.code], lines[read.code] = read, line
        else:
            faults += (_in_line(line, each) for each in read)
    return list(zones.values()), faults


def _in_line(line: int, fault: Fault) -> Fault:
    field = f"line {line}: {fault.field}"
    return Fault(field, fault.value, fault.message, fault.expected)


def _read(cells: Mapping[str, str], served: Sequence[Box]) -> ActivityZone | list[Fault]:
    faults = list(_text_faults(cells))
    numbers: dict[str, float] = {}
    for key in ("latitude", "longitude", "radius_km"):
        try:
            numbers[key] = float(read_number(cells[key]))
        except KeyError:
            faults.append(Fault(key, None, "is missing", _NUMBERS[key]))
        except WrongValue as wrong:
            faults.append(Fault(key, cells[key], wrong.message, _NUMBERS[key]))
    if faults:
        return faults
    latitude, longitude, radius = (numbers[key] for key in _NUMBERS)
    if not any(box.holds(latitude, longitude) for box in served):
        message = tr(
            "with longitude {longitude} is outside what is served here", longitude=longitude
        )
        faults.append(Fault("latitude", latitude, message, _NUMBERS["latitude"]))
    if not _NARROWEST_KM <= radius <= _WIDEST_KM:
        faults.append(Fault("radius_km", radius, "is no zone's", _NUMBERS["radius_km"]))
    if faults:
        return faults
    return ActivityZone(cells["code"], cells["name"], latitude, longitude, radius, cells["source"])


_NUMBERS: Final = {
    "latitude": "degrees of the zone's centre, as 49.1829",
    "longitude": "degrees of the zone's centre, as -0.3707",
    "radius_km": tr("km, {narrowest} to {widest}", narrowest=_NARROWEST_KM, widest=_WIDEST_KM),
}
_TEXTS: Final = {
    "code": "a code that no other zone of the territory has",
    "name": "what the zone is called",
    "source": "where the zone was read: a document, an address",
}


def _text_faults(cells: Mapping[str, str]) -> Iterator[Fault]:
    for key, right in _TEXTS.items():
        text, longest = cells.get(key), _LONGEST[key]
        if text is None:
            yield Fault(key, None, "is missing", right)
        elif len(text) > longest:
            yield Fault(
                key,
                text[:longest],
                "is too long",
                tr("at most {longest} characters", longest=longest),
            )
        elif unseen := first_invisible(text):
            yield Fault(key, text, unseen.message, WITHOUT_IT)


def zone_of(
    latitude: float, longitude: float, zones: Iterable[ActivityZone]
) -> ActivityZone | None:
    """Return the zone of a place: of several, the one with the nearest centre, then by code."""
    near = (
        (km_between((latitude, longitude), (each.latitude, each.longitude)), each.code, each)
        for each in zones
    )
    inside = [found for found in near if found[0] <= found[2].radius_km]
    return min(inside, key=lambda found: found[:2])[2] if inside else None


def moved(
    sites: Iterable[SitePlace], before: Sequence[ActivityZone], after: Sequence[ActivityZone]
) -> list[UUID]:
    """Return the ids of the sites whose zone, or its centre, changes."""
    return [
        each.id
        for each in sites
        if _where(zone_of(each.latitude, each.longitude, before))
        != _where(zone_of(each.latitude, each.longitude, after))
    ]


def _where(zone: ActivityZone | None) -> tuple[str, float, float] | None:
    return None if zone is None else (zone.code, zone.latitude, zone.longitude)
