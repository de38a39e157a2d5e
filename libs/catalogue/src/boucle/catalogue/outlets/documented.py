"""Count documented exchanges of a family by division, as evidence for the order of answers. Rules
say who takes a flow; counts of exchanges in the literature tell better how much really goes where.
They reorder what the rules found and add nothing to it. A family with no exchange follows the rules
alone; with `_HALF` of them, counts have half of their full weight."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.routes import Exchanges

_MOST: Final = 0.7
"""Of an answer's order, at most, follows from counts."""
_HALF: Final = 5.0
_USE_NAMED: Final = 0.6
_ANY_DONOR: Final = 5.0
"""Exchanges of one giver that count as much as those of all together."""


@dataclass(frozen=True, slots=True)
class Documented:
    """How many exchanges of these families went to each division, each one's part, and the weight
    of that."""

    counts: Mapping[str, int]
    parts: Mapping[str, float]
    weight: float

    def count(self, division: str) -> int:
        return self.counts.get(division, 0)

    def ordered(self, scores: Mapping[str, float], hardly: Container[str]) -> Mapping[str, float]:
        """Move the scores, as parts of one, towards the documented parts; `hardly` ones stay."""
        total = sum(scores.values()) or 1.0
        return {
            division: (1 - self.weight) * score / total
            + (0.0 if division in hardly else self.weight * self.parts.get(division, 0.0))
            for division, score in scores.items()
        }


NOTHING: Final = Documented({}, {}, 0.0)


def documented_for(
    catalogue: Catalogue, families: Iterable[tuple[str, float]], donor: str, *, use_named: bool
) -> Documented:
    """Return the exchanges of the families (shares sum to one) from a division, "" for unknown.
    ``use_named``: the text names a kind of flow or a use, so what others did counts less."""
    counts = Counter[str]()
    parts: dict[str, float] = {}
    weight = 0.0
    for family, sure in families:
        exchanges = catalogue.documented.get(family, {})
        every, own = _takers(exchanges), _takers(exchanges, donor)
        total, of_donor = every.total(), own.total()
        weight += sure * _MOST * total / (total + _HALF)
        counts.update(every)
        for division, count in every.items():
            part = (own[division] + _ANY_DONOR * count / total) / (of_donor + _ANY_DONOR)
            parts[division] = parts.get(division, 0.0) + sure * part
    return Documented(counts, parts, weight * _USE_NAMED if use_named else weight)


def _takers(exchanges: Exchanges, donor: str | None = None) -> Counter[str]:
    found = Counter[str]()
    for (giver, taker), count in exchanges.items():
        if donor is None or giver == donor:
            found[taker] += count
    return found
