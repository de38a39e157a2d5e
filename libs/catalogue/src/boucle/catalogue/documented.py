"""How often documented exchanges of a family went to a division: evidence for the order of answers.

Rules say who takes a flow; how much of it really goes where, counts of exchanges in the literature
tell better than anybody's ranks. They order what the rules found, and add nothing to it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from boucle.catalogue.catalogue import Catalogue

_MOST: Final = 0.6  # of an answer's order, at most, follows from counts
_HALF: Final = 10.0  # exchanges of a family that bring half of that


@dataclass(frozen=True, slots=True)
class Documented:
    """Exchanges of the families meant: how many went to each division, and which part of them."""

    counts: Mapping[str, int]
    parts: Mapping[str, float]
    weight: float

    def count(self, division: str) -> int:
        return self.counts.get(division, 0)

    def ordered(self, scores: Mapping[str, float]) -> Mapping[str, float]:
        """The scores of rules as parts of one, moved towards the parts of documented exchanges."""
        total = sum(scores.values()) or 1.0
        return {
            division: (1 - self.weight) * score / total
            + self.weight * self.parts.get(division, 0.0)
            for division, score in scores.items()
        }


NOTHING: Final = Documented({}, {}, 0.0)


def documented_for(catalogue: Catalogue, meant: Iterable[tuple[str, float]]) -> Documented:
    """Of the families meant (with shares that sum to one)."""
    counts: dict[str, int] = {}
    parts: dict[str, float] = {}
    weight = 0.0
    for family, sure in meant:
        known = catalogue.documented.get(family, {})
        total = sum(known.values())
        weight += sure * _MOST * total / (total + _HALF)
        for division, count in known.items():
            counts[division] = counts.get(division, 0) + count
            parts[division] = parts.get(division, 0.0) + sure * count / total
    return Documented(counts, parts, weight)
