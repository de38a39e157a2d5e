"""Where a site may be. Pure."""

from collections.abc import Iterator, Sequence

from boucle.platform.errors import Fault
from boucle.platform.translating import tr
from boucle.registry.domain.entities import DeclaredSite
from boucle.registry.domain.values.areas import Box


def place_faults(declared: DeclaredSite, served: Sequence[Box]) -> list[Fault]:
    """Outside what this deployment serves? Are latitude and longitude swapped?"""
    latitude, longitude = declared.latitude, declared.longitude
    if latitude is None or longitude is None:
        return list(_missing(declared))
    if any(box.holds(latitude, longitude) for box in served):
        return []
    if any(box.holds(longitude, latitude) for box in served):
        message = tr(
            "looks swapped with longitude {longitude}: the place is outside what is served",
            longitude=longitude,
        )
        right = tr(
            "latitude {longitude}, longitude {latitude}", longitude=longitude, latitude=latitude
        )
    else:
        message = tr(
            "with longitude {longitude} is outside what is served here", longitude=longitude
        )
        boxes = (f"{one.south} to {one.north}, {one.west} to {one.east}" for one in served)
        right = tr("latitude and longitude within {boxes}", boxes="; or ".join(boxes))
    return [Fault("latitude", latitude, message, right, against="longitude")]


def _missing(declared: DeclaredSite) -> Iterator[Fault]:
    """Both may be left to the commune; one alone says no place."""
    if declared.latitude is None and declared.longitude is None and declared.commune_code:
        return
    for name in ("latitude", "longitude"):
        if getattr(declared, name) is None:
            right = "degrees (WGS84), such as 49.18 and -0.37; or neither, and commune_code"
            yield Fault(name, None, "is missing", right)
