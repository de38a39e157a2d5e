"""Where groups are looked for: activity zones, and cells where there is none. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from boucle.contract.cells import cell_of
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.ids import cell_anchor, zone_anchor
from boucle.matching.kinds.pooling.places import MICRO, Spot, spot


@dataclass(frozen=True, eq=False, slots=True)
class Stand:
    """A declaration and where it stands: ``anchor``, and that anchor's ``centre``."""

    sharing: Sharing
    spot: Spot
    anchor: str
    centre: Spot
    carries: bool


@dataclass(frozen=True, eq=False, slots=True)
class Anchor:
    """``territory``: the least among who stands in it; its parameters count. ``reach_km``: so far
    from its centre somebody who stands in it may be, if it is a cell."""

    key: str
    centre: Spot
    territory: str

    @property
    def reach_km(self) -> Decimal:
        if self.key.startswith("zone:"):
            return Decimal(0)
        cell = cell_of(self.centre.north / MICRO, self.centre.east / MICRO)
        return Decimal(f"{cell.slack_km + 0.1:.3f}")


def stand(sharing: Sharing, at: Spot, carries: bool) -> Stand:
    """In its site's zone if it counts at its site, else in the cell of where it counts."""
    zone = sharing.zone
    if zone is not None and at == spot(sharing.site.latitude, sharing.site.longitude):
        key = zone_anchor(sharing.territory, zone)
        return Stand(sharing, at, key, spot(zone.latitude, zone.longitude), carries)
    cell = cell_of(at.north / MICRO, at.east / MICRO)
    return Stand(sharing, at, cell_anchor(cell), spot(*cell.centre), carries)


def anchors(stands: Iterable[Stand]) -> Sequence[Anchor]:
    """Of those that may be members, by key. A zone declared with several centres, as its needs
    were written at different times, has the least."""
    found: dict[str, Anchor] = {}
    for each in stands:
        if each.carries:
            continue
        known = found.get(each.anchor)
        centre, territory = each.centre, each.sharing.territory
        if known is not None:
            centre, territory = min(centre, known.centre), min(territory, known.territory)
        found[each.anchor] = Anchor(each.anchor, centre, territory)
    return [found[key] for key in sorted(found)]
