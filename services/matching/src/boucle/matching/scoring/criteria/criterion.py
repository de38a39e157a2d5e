"""Define a weighed criterion, and how its figures are written."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from boucle.contract.events.reasons import Criterion
from boucle.matching.scoring.inputs import FlowInputs, ScoringSettings
from boucle.matching.scoring.pairing import Pairing
from boucle.matching.scoring.rules import RouteRule

MANY: Final = 4096
"""What a criterion says of a few declared values that many pairs share is kept (``lru_cache``): a
reason never changes, and half of the cost of a pair was to make it again."""
_MOST_DECIMALS: Final = 17
Evaluate = Callable[[Pairing, int], Criterion]
"""Of a pair and the weight to show: ``fail`` excludes the pair; points are whole numbers 0..10,000,
rounded half to even; ``private`` if it reveals a party's exact figures, so that masking drops them.
"""
Reads = Callable[[FlowInputs, ScoringSettings, RouteRule], Hashable]
"""All that a criterion reads of a flow on a route: flows for which it is equal get equal points."""


@dataclass(frozen=True, slots=True)
class UpperBound:
    """``most``: the most points of a pair at any distance, -1 if it is excluded. It depends only on
    what ``offer`` and ``need`` read: it is computed once for all flows that agree."""

    offer: Reads
    need: Reads
    most: Callable[[Pairing], int]

    @classmethod
    def exact(cls, evaluate: Evaluate, offer: Reads, need: Reads | None = None) -> UpperBound:
        """Return the bound of a criterion that gives no less at no distance; ``need`` None: as of
        the offer."""

        def most(pair: Pairing) -> int:
            criterion = evaluate(pair, 0)
            return -1 if criterion.verdict == "fail" else criterion.points

        return cls(offer, need or offer, most)


@dataclass(frozen=True, slots=True)
class WeighedCriterion:
    """``name`` as the catalogue registers it, with the default weight and the sentence. ``bound``
    None: the upper bound is full points."""

    name: str
    evaluate: Evaluate
    bound: UpperBound | None = None


def number(value: float) -> str:
    """Write a figure with one decimal below 100, else whole."""
    text = f"{value:.1f}" if abs(value) < 100.0 else f"{value:.0f}"
    return "0" if text in ("0.0", "-0.0") else text.removesuffix(".0")


def two_figures(value: float, limit: float) -> tuple[str, str]:
    """Write two figures with enough decimals to differ, unless they are equal."""
    figure, bound = number(value), limit_number(limit)
    decimals = 2
    while figure == bound and value != limit and decimals <= _MOST_DECIMALS:
        figure, bound = (_decimals(one, decimals) for one in (value, limit))
        decimals += 1
    return figure, bound


def _decimals(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}".rstrip("0").removesuffix(".")
    return "0" if text == "-0" else text


limit_number = lru_cache(maxsize=MANY)(number)
"""Many pairs have the same."""
