"""Where groups are looked for: at places of needs, true ones. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from boucle.contract.cells import cell_of
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.ids import cell_anchor, zone_anchor
from boucle.matching.kinds.pooling.places import MICRO, Spot, site_of


@dataclass(frozen=True, eq=False, slots=True)
class Stand:
    """A declaration and where it counts; ``name``: of that place, its zone or else its cell. It
    names the groups whose first member this is, and tells nothing else."""

    sharing: Sharing
    spot: Spot
    name: str
    carries: bool


def stand(sharing: Sharing, at: Spot, carries: bool) -> Stand:
    """Its site's zone counts if it counts at its site."""
    if sharing.zone is not None and at == site_of(sharing):
        name = zone_anchor(sharing.territory, sharing.zone)
    else:
        name = cell_anchor(cell_of(at.north / MICRO, at.east / MICRO))
    return Stand(sharing, at, name, carries)
