"""List the hard limits that a territory may tighten."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final


@dataclass(frozen=True, slots=True)
class TerritoryLimit:
    """A hard limit that a territory may tighten, with the values that it accepts."""

    name: str
    low: Decimal
    high: Decimal
    expected: str

    def allows(self, value: Decimal) -> bool:
        return self.low <= value <= self.high


LIMITS: Final[Mapping[str, TerritoryLimit]] = {
    limit.name: limit
    for limit in (
        TerritoryLimit(
            "distance", Decimal(1), Decimal(20_000), "kilometres at most, from 1 to 20000"
        ),
        TerritoryLimit(
            "quantity",
            Decimal(0),
            Decimal(1),
            "the least ratio of the lesser quantity to the greater, from 0 to 1",
        ),
        TerritoryLimit(
            "season",
            Decimal(0),
            Decimal(1),
            "the least share of the need's months that the offer covers, from 0 to 1",
        ),
    )
}
