"""Define boxes of degrees, and those of France. Pure."""

from typing import Final, NamedTuple


class Box(NamedTuple):
    """Degrees; no box crosses the 180th meridian."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, latitude: float, longitude: float) -> bool:
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


FRANCE: Final = (
    Box(41.2, -5.3, 51.2, 9.7),  # metropolitan, Corsica too
    Box(15.7, -61.9, 16.6, -60.9),  # Guadeloupe
    Box(14.3, -61.3, 15.0, -60.7),  # Martinique
    Box(2.0, -54.7, 6.0, -51.5),  # Guyane
    Box(-21.5, 55.1, -20.8, 55.9),  # La Réunion
    Box(-13.1, 44.9, -12.5, 45.4),  # Mayotte
)
