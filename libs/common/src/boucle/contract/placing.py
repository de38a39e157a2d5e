"""Say where on a map a synergy is for its reader: at the sides that he is shown, and nothing hangs
on the others. Pure."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol
from uuid import UUID

from boucle.contract.cells import Cell


class PlacedSide(Protocol):
    """A side, once it is masked."""

    @property
    def masked(self) -> bool: ...

    @property
    def site_id(self) -> UUID | None: ...


class Places(NamedTuple):
    """Centres of cells, degrees of latitude and longitude, each once, in the order of the sides.
    ``precision_m``: how far from its centre a site may be; None where there is none."""

    centres: tuple[tuple[float, float], ...]
    precision_m: int | None


def shown_sites(sides: Iterable[PlacedSide]) -> list[UUID]:
    """Return the sites whose places the reader is shown."""
    return [side.site_id for side in sides if not side.masked and side.site_id is not None]


def shown_places(sides: Iterable[PlacedSide], cells: Mapping[UUID, Cell]) -> Places:
    """Of what ``mask_synergy`` left; ``cells`` may hold others: they count for nothing."""
    found = dict.fromkeys(cells[site] for site in shown_sites(sides) if site in cells)
    precision = max((round(cell.slack_km * 1000) for cell in found), default=None)
    return Places(tuple(cell.centre for cell in found), precision)
