"""What the recompute knows of each flow. Pure."""

from dataclasses import dataclass

from boucle.matching.scoring import FlowRow, Settings


@dataclass(frozen=True, slots=True)
class Side:
    """A flow with its territory's settings and what running synergies leave of it. ``bar``: what is
    of a lower rank takes no place in its list. ``several``: it is one of several families of it."""

    row: FlowRow
    settings: Settings
    free: int
    bar: float
    several: bool = False
