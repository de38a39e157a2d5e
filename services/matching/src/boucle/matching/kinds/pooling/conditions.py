"""What a group must reach, and how subsets of candidates are judged by it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any


@dataclass(frozen=True, slots=True)
class PoolCondition:
    """``value`` must reach ``threshold``: arrays of whole numbers, one a subset. Shown divided by
    ``scale``, in ``unit``; ``missing``: what a group lacks that does not reach it; ``of_costs``: it
    is not known where a cost is not; ``must_hold``: what is below it is not even near."""

    measure: str
    value: Any
    threshold: Any
    unit: str
    scale: Any
    missing: str
    of_costs: bool
    must_hold: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """Of subsets, arrays: ``worth``: what is sought, the more the better; ``eur``: cents saved a
    year, None where not known; ``unknown``: where a cost is assumed on which a condition rests: no
    such subset is viable."""

    worth: Any
    conditions: tuple[PoolCondition, ...]
    eur: Any | None = None
    unknown: Any | None = None

    @property
    def lacks_costs(self) -> bool:
        """Of one subset."""
        return self.unknown is not None and bool(self.unknown[0])

    def knows(self, condition: PoolCondition) -> bool:
        """Of one subset: whether it rests on nothing that is assumed."""
        return not (condition.of_costs and self.lacks_costs)

    @property
    def known(self) -> Sequence[PoolCondition]:
        return [each for each in self.conditions if self.knows(each)]


def condition(
    measure: str,
    value: Any,
    threshold: Any,
    unit: str,
    scale: Any = 1,
    missing: str | None = None,
    of_costs: bool = False,
    must_hold: bool = False,
) -> PoolCondition:
    """``threshold`` and ``scale``: arrays, or the same of all subsets."""
    nothing = value * 0
    return PoolCondition(
        measure,
        value,
        threshold + nothing,
        unit,
        scale + nothing,
        missing or measure,
        of_costs,
        must_hold,
    )


def ratio(condition: PoolCondition) -> Fraction:
    """Of one subset: its value in thresholds; 1 where any value will do."""
    value, threshold = int(condition.value[0]), int(condition.threshold[0])
    if threshold <= 0:
        return Fraction(1) if value >= threshold else Fraction(0)
    return Fraction(value, threshold)


def tightest(conditions: Sequence[PoolCondition]) -> PoolCondition:
    """Of one subset: the condition that it is farthest from, the first of several."""
    return min(conditions, key=ratio)


@dataclass(frozen=True, slots=True)
class Totals:
    """Of subsets, arrays: how many declarations, of how many organisations; by column: the sums,
    the greatest values."""

    count: Any
    organisations: Any
    sums: Any
    greatest: Any

    def of(self, subsets: Any) -> Totals:
        """Of some of the subsets."""
        return Totals(
            self.count[subsets],
            self.organisations[subsets],
            self.sums[:, subsets],
            self.greatest[:, subsets],
        )


Judge = Callable[[Totals], Judged]
