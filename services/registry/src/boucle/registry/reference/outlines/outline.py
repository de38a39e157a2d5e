"""Read outlines from a file of features, and draw those of EPCIs around their communes. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Final, Literal

import msgspec

from boucle.platform.errors import Fault, Faulty
from boucle.platform.translating import tr
from boucle.registry.domain.codes import commune_fault, siren_fault

_DIGITS: Final = 4
"""Of a degree: 11 m."""
_COMMUNE: Final = 5
"""Characters of its code; an EPCI has a SIREN."""
_FAULTS: Final = 20
_SHORTEST: Final = 4
"""Points of a closed line around something."""

Kind = Literal["commune", "epci"]
Point = tuple[float, float]
Line = tuple[Point, ...]
"""Longitude first; closed."""


@dataclass(frozen=True, slots=True)
class Outline:
    """``code``: INSEE's of a commune, or the SIREN of an EPCI."""

    code: str
    name: str
    lines: tuple[Line, ...]

    @property
    def kind(self) -> Kind:
        return "commune" if len(self.code) == _COMMUNE else "epci"

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        xs, ys = zip(*chain.from_iterable(self.lines), strict=True)
        return min(xs), min(ys), max(xs), max(ys)


class _Polygon(msgspec.Struct, tag_field="type", tag="Polygon"):
    coordinates: list[list[list[float]]]


class _Polygons(msgspec.Struct, tag_field="type", tag="MultiPolygon"):
    coordinates: list[list[list[list[float]]]]


class _Named(msgspec.Struct):
    code: str
    nom: str


class _Feature(msgspec.Struct):
    properties: _Named
    geometry: _Polygon | _Polygons


class _File(msgspec.Struct):
    features: list[_Feature]
    source: str | None = None


def read_outlines(content: bytes) -> tuple[list[Outline], str | None]:
    """Return what a GeoJSON file holds, each feature with ``code`` and ``nom``, and its ``source``
    if it names one. Raises Faulty."""
    try:
        file = msgspec.json.decode(content, type=_File)
    except msgspec.DecodeError as error:
        right = "a GeoJSON FeatureCollection of polygons, with the properties code and nom"
        raise Faulty(Fault("file", None, str(error), right)) from error
    if not file.features:
        raise Faulty(Fault("file", None, "holds no outline", "a feature for each commune"))
    seen: set[str] = set()
    faults: list[Fault] = []
    found = []
    for number, feature in enumerate(file.features):
        named = feature.properties
        lines = tuple(filter(None, map(_rounded, _rings(feature.geometry))))
        faults += _faults(named.code, lines, f"features[{number}]", seen)
        seen.add(named.code)
        found.append(Outline(named.code, named.nom, lines))
    if faults:
        raise Faulty(*faults[:_FAULTS])
    return found, file.source


def _rings(shape: _Polygon | _Polygons) -> Iterator[list[list[float]]]:
    polygons = [shape.coordinates] if isinstance(shape, _Polygon) else shape.coordinates
    return chain.from_iterable(polygons)


def _faults(code: str, lines: Sequence[Line], at: str, seen: Collection[str]) -> Iterator[Fault]:
    field = f"{at}.properties.code"
    fault = (commune_fault if len(code) == _COMMUNE else siren_fault)(field, code)
    if fault:
        yield fault
    elif code in seen:
        yield Fault(field, code, tr("stands in the file twice"), "each code once")
    if not lines:
        right = "closed lines of degrees, longitude first, as [0.57, 49.56]"
        yield Fault(f"{at}.geometry", code, tr("is no outline"), right)


def _rounded(ring: Sequence[Sequence[float]]) -> Line:
    """Return the ring without points that fall together; nothing where it is none."""
    if not all(len(at) > 1 and abs(at[0]) <= 180 and abs(at[1]) <= 90 for at in ring):
        return ()
    points = [(round(at[0], _DIGITS), round(at[1], _DIGITS)) for at in ring]
    kept = [points[0], *(b for a, b in pairwise(points) if a != b)] if points else []
    return tuple(kept) if len(kept) >= _SHORTEST and kept[0] == kept[-1] else ()


def around(communes: Iterable[Outline]) -> tuple[Line, ...]:
    """Return the lines around all of them: edges that two of them share are within."""
    edges = chain.from_iterable(pairwise(line) for one in communes for line in one.lines)
    times = Counter(frozenset(edge) for edge in edges)
    return tuple(_chained([tuple(edge) for edge, count in times.items() if count % 2]))


def _chained(edges: Iterable[tuple[Point, ...]]) -> Iterator[Line]:
    """Join edges to closed lines: at each point as many begin as end."""
    beside: dict[Point, set[Point]] = {}
    for a, b in edges:
        beside.setdefault(a, set()).add(b)
        beside.setdefault(b, set()).add(a)
    for start in sorted(beside):
        while beside[start]:
            yield _walked(beside, start)


def _walked(beside: Mapping[Point, set[Point]], start: Point) -> Line:
    """Take edges away until one leads back."""
    line = [start]
    while len(line) == 1 or line[-1] != start:
        following = min(beside[line[-1]])
        beside[line[-1]].discard(following)
        beside[following].discard(line[-1])
        line.append(following)
    return tuple(line)
