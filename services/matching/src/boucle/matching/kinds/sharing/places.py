"""Where declarations are: distances, and the place that a group's id is made with. Pure."""

from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt
from typing import Final

from boucle.common.cells import cell_of
from boucle.common.events.registry import SiteFacts
from boucle.common.events.sharing import Sharing

_EARTH_M: Final = 6_371_000.0


def metres_between(one: SiteFacts, other: SiteFacts) -> int:
    """As the crow flies, to the metre: great circle on a sphere."""
    north, south = radians(one.latitude), radians(other.latitude)
    half_up = sin((south - north) / 2)
    half_along = sin(radians(other.longitude - one.longitude) / 2)
    chord = half_up * half_up + cos(north) * cos(south) * half_along * half_along
    return round(2 * _EARTH_M * asin(min(1.0, sqrt(chord))))


def anchor_of(sharing: Sharing) -> str:
    """Its zone, else its cell."""
    if sharing.zone is not None:
        return f"zone:{sharing.territory}/{sharing.zone.code}"
    cell = cell_of(sharing.site.latitude, sharing.site.longitude)
    return f"cell:{cell.north}/{cell.east}"


def territory_of(sharings: Iterable[Sharing]) -> str:
    """The least SIREN of theirs: its parameters count."""
    return min(one.territory for one in sharings)
