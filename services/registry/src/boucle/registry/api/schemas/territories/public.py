"""What the portal's public page shows."""

from boucle.registry.api.schemas.base import ResponseBody


class PublicTerritoryOut(ResponseBody):
    """An EPCI that takes part. Counts are rounded down; null: too few companies to be counted.
    ``controller``: who answers for data there, if anybody was named."""

    siren: str
    name: str
    companies: int | None
    declared: int | None
    controller: str | None


class PublicTerritoriesOut(ResponseBody):
    """By name."""

    items: list[PublicTerritoryOut]
