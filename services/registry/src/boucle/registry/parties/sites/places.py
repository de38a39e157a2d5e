"""Where a site may be. Pure."""

from collections.abc import Sequence

from boucle.registry.domain.entities import DeclaredSite
from boucle.registry.domain.faults import Fault
from boucle.registry.domain.values.areas import Box


def place_faults(declared: DeclaredSite, served: Sequence[Box]) -> list[Fault]:
    """Outside what this deployment serves? Are latitude and longitude swapped?"""
    latitude, longitude = declared.latitude, declared.longitude
    if any(box.holds(latitude, longitude) for box in served):
        return []
    if any(box.holds(longitude, latitude) for box in served):
        message = f"looks swapped with longitude {longitude}: the place is outside what is served"
        right = f"latitude {longitude}, longitude {latitude}"
    else:
        message = f"with longitude {longitude} is outside what is served here"
        boxes = (f"{one.south} to {one.north}, {one.west} to {one.east}" for one in served)
        right = f"latitude and longitude within {'; or '.join(boxes)}"
    return [Fault("latitude", latitude, message, right, against="longitude")]
