"""Sum what running synergies take of flows. Pure."""

from collections.abc import Iterable

from boucle.catalogue.facts.units import INT64_MAX
from boucle.matching.scoring.inputs import LifeFact


def taken_by(lives: Iterable[LifeFact]) -> dict[int, int]:
    """Return base units a year that running synergies take of each flow, at most an int64."""
    taken: dict[int, int] = {}
    for life in lives:
        taken[life.offer] = taken.get(life.offer, 0) + life.offer_taken
        taken[life.need] = taken.get(life.need, 0) + life.need_taken
    return {flow: min(INT64_MAX, base) for flow, base in taken.items()}
