"""Write a list as GeoJSON (RFC 7946), a page in memory at a time."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final, NamedTuple

import msgspec

GEOJSON: Final = "application/geo+json"
_DIGITS: Final = 6
"""Of a degree: 11 cm (RFC 7946, 11.2)."""
_ENDS: Final = 2
_OF_TWO: Final = "LineString"
_OF_MORE: Final = "MultiPoint"
_write: Final = msgspec.json.Encoder(decimal_format="number").encode

Place = tuple[float, float]
"""Latitude and longitude, degrees WGS84."""


class Feature(NamedTuple):
    """What an item is on a map. ``places``: each once. ``properties``: by name, flat."""

    id: Callable[[Any], object]
    places: Callable[[Any], Sequence[Place]]
    properties: Mapping[str, Callable[[Any], object]]


def geometry(places: Sequence[Place]) -> dict[str, object] | None:
    """One place is a point, two are a line, more are points; None where there is none."""
    positions = [_position(place) for place in places]
    if len(positions) <= 1:
        return {"type": "Point", "coordinates": positions[0]} if positions else None
    return {"type": _OF_TWO if len(positions) == _ENDS else _OF_MORE, "coordinates": positions}


def fields(*names: str) -> dict[str, Callable[[Any], object]]:
    """Properties that the item has by these names."""
    return {name: attrgetter(name) for name in names}


async def written(pages: AsyncIterator[Sequence[Any]], feature: Feature) -> AsyncIterator[bytes]:
    """A feature a line; what is empty is a collection too."""
    lead = b'{"type":"FeatureCollection","features":[\n'
    async for items in pages:
        if items:
            yield lead + b",\n".join(_write(_of(item, feature)) for item in items)
            lead = b",\n"
    yield (b"\n" if lead == b",\n" else lead) + b"]}\n"


def _of(item: Any, feature: Feature) -> dict[str, object]:
    return {
        "type": "Feature",
        "id": str(feature.id(item)),
        "geometry": geometry(feature.places(item)),
        "properties": {name: value(item) for name, value in feature.properties.items()},
    }


def _position(place: Place) -> list[float]:
    latitude, longitude = place
    return [round(longitude, _DIGITS), round(latitude, _DIGITS)]
