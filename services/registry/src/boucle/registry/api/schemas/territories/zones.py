"""Activity zones, as they are answered."""

from boucle.registry.api.schemas.base import ResponseBody


class ZoneOut(ResponseBody):
    """Degrees of its centre; sites of the territory within ``radius_km`` of it are in it, of
    several in the one with the nearest centre. ``source``: where it was read."""

    code: str
    name: str
    latitude: float
    longitude: float
    radius_km: float
    source: str


class ZonesOut(ResponseBody):
    """All zones of a territory, by code."""

    territory: str
    items: list[ZoneOut]


class ZonesKeptOut(ZonesOut):
    """``moved_sites``: how many sites are in another zone than before. ``ignored``: columns that
    nothing reads."""

    moved_sites: int
    ignored: list[str]
