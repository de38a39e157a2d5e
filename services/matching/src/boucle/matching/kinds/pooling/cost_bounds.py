"""What part of its own declared cost a member may save at most, whatever others pay. Pure."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from boucle.matching.kinds.detector import Parameters

COLLECTION_SHARE: Final = Fraction(49, 125)
"""Of the cost of a tonne of waste, EUR 49 of 125 are collection:
https://heyliot.com/la-collecte-des-dechets-aujourdhui-la-problematique-des-couts-eleves"""
_BOUNDS: Final = {"waste_collection": ("waste_collection_share_most", COLLECTION_SHARE)}
"""By service: the parameter that bounds it, and what no territory may go beyond."""


def most_part(subject: str, parameters: Parameters) -> Fraction:
    """Return all of it where nothing bounds it."""
    if (bound := _BOUNDS.get(subject)) is None:
        return Fraction(1)
    key, most = bound
    return min(most, Fraction(parameters[key]))
