"""From where to where something goes. Pure."""

from collections.abc import Iterator, Mapping
from typing import Final

from boucle.catalogue.sharing import LaneEnd as EndName
from boucle.catalogue.sharing import Terms
from boucle.contract.events.sharing import Place
from boucle.platform.errors import Fault
from boucle.platform.translating import tr
from boucle.registry.declarations.sharings.sharing import LaneEnd
from boucle.registry.domain.codes import commune_fault
from boucle.registry.domain.values.distances import km_between

ENDS: Final[tuple[EndName, ...]] = ("origin", "destination")
SAME_PLACE_KM: Final = 0.1
_RIGHT: Final = "commune_code, the INSEE code of its commune, or latitude and longitude"


def lane_faults(
    origin: LaneEnd | None, destination: LaneEnd | None, terms: Terms | None
) -> Iterator[Fault]:
    """Both ends where the subject has them, and each a place."""
    for name, end in zip(ENDS, (origin, destination), strict=True):
        if end is not None:
            if terms is not None and name not in terms.ends:
                yield _alien(name)
            yield from _end_faults(name, end)
        elif terms is not None and name in terms.ends:
            yield Fault(name, None, tr("is missing", context=f"{name} of a lane"), _RIGHT)
    if origin is not None and origin == destination:
        yield to_itself(destination)


def _alien(name: EndName) -> Fault:
    return Fault(name, None, "is not declared of this subject", tr("leave it out", context="lane"))


def _end_faults(name: EndName, end: LaneEnd) -> Iterator[Fault]:
    placed = end.latitude is not None and end.longitude is not None
    halves = (end.latitude is None) != (end.longitude is None)
    if halves or placed == (end.commune_code is not None):
        message = "says a commune and a place" if placed else "says no place"
        yield Fault(name, shown(end), message, _RIGHT)
        return
    fault = None
    if end.commune_code is not None:
        fault = commune_fault(f"{name}.commune_code", end.commune_code)
    if fault:
        yield fault


def shown(end: LaneEnd | None) -> str | None:
    """As a value of an error."""
    if end is None:
        return None
    return end.commune_code or f"{end.latitude}, {end.longitude}"


def to_itself(destination: LaneEnd | None) -> Fault:
    return Fault(
        "destination",
        shown(destination),
        "is where the lane begins: it goes from a place to itself",
        "another place than origin",
    )


def length_km(places: Mapping[str, Place]) -> float | None:
    """Of a lane with both ends, as the crow flies."""
    if not all(name in places for name in ENDS):
        return None
    one, other = (places[name] for name in ENDS)
    return km_between((one.latitude, one.longitude), (other.latitude, other.longitude))
