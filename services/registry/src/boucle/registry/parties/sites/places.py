"""Where a site may be. Pure."""

from collections.abc import Sequence

from boucle.platform.errors import Fault
from boucle.platform.translating import tr
from boucle.registry.domain.entities import DeclaredSite
from boucle.registry.domain.values.areas import Box


def place_faults(declared: DeclaredSite, served: Sequence[Box]) -> list[Fault]:
    """Outside what this deployment serves? Are latitude and longitude swapped?"""
    latitude, longitude = declared.latitude, declared.longitude
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
