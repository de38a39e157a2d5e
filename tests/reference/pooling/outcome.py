"""What one set of members comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from math import cos, radians, sqrt

from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.events.registry import SiteFacts
from boucle.contract.events.sharing import Place, Sharing

TEN_THOUSAND = 10_000


@dataclass(frozen=True, slots=True)
class Bar:
    """What must be reached; ``scale``: shown divided by it."""

    measure: str
    value: int
    threshold: int
    unit: str
    scale: int
    missing: str
    of_costs: bool = False
    hard: bool = False

    @property
    def reached(self) -> Fraction:
        if self.threshold <= 0:
            return Fraction(int(self.value >= self.threshold))
        return Fraction(self.value, self.threshold)


@dataclass(frozen=True, slots=True)
class Outcome:
    worth: int
    bars: tuple[Bar, ...]
    eur: int | None
    figures: Mapping[str, Amount] = field(default_factory=dict)
    criteria: tuple[Criterion, ...] = ()
    assumed: bool = False

    @property
    def known(self) -> list[Bar]:
        return [bar for bar in self.bars if not (self.assumed and bar.of_costs)]

    def level(self, near: Decimal) -> int:
        """2 viable, 1 near, 0 neither."""
        hundredth = rounded(near * 100)
        if not self.assumed and all(bar.value >= bar.threshold for bar in self.bars):
            return 2
        return int(
            all(
                100 * bar.value >= (100 if bar.hard else hundredth) * bar.threshold
                for bar in self.bars
            )
        )


def rounded(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_HALF_EVEN))


def said(sharing: Sharing, key: str, otherwise: Decimal | int = 0) -> Decimal:
    return Decimal(sharing.figures.get(key, otherwise))


def organisations(members: Sequence[Sharing]) -> int:
    return len({member.organisation_id for member in members})


def micro(place: Place | SiteFacts) -> tuple[int, int]:
    return round(place.latitude * 1_000_000), round(place.longitude * 1_000_000)


def shrink(north: int) -> float:
    thousandth = abs(north + 500) // 1000
    return round(cos(radians(thousandth / 1000)), 6)


def kilometres(one: tuple[int, int], other: tuple[int, int]) -> float:
    degree = 111.195 / 1_000_000
    north = (one[0] - other[0]) * degree
    east = (one[1] - other[1]) * degree * shrink((one[0] + other[0]) // 2)
    return sqrt(north * north + east * east)


def box(places: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], float, float]:
    """Its middle; its height and width in km."""
    norths, easts = [each[0] for each in places], [each[1] for each in places]
    middle = (max(norths) + min(norths)) // 2, (max(easts) + min(easts)) // 2
    degree = 111.195 / 1_000_000
    height = (max(norths) - min(norths)) * degree
    return middle, height, (max(easts) - min(easts)) * degree * shrink(middle[0])


def around(stops: float, height: float, width: float, factor: float) -> float:
    return max(factor * sqrt(stops * height * width), 2 * max(height, width))


def money(cents: int) -> str:
    return f"{Decimal(cents) / 100:.2f}"


def short(value: Decimal) -> str:
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def one_figure(value: str, unit: str) -> Amount:
    return Amount(unit=unit, low=value, high=value)
