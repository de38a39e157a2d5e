"""What the recompute knows of each flow. Pure."""

from dataclasses import dataclass

from boucle.matching.scoring import FlowInputs, ScoringSettings


@dataclass(frozen=True, slots=True)
class PlainSide:
    """A flow with its territory's settings and what running synergies leave of it. ``bar``: what is
    of a lower rank takes no place in its list. ``several``: it is one of several families of it."""

    row: FlowInputs
    settings: ScoringSettings
    free: int
    bar: float
    several: bool = False
