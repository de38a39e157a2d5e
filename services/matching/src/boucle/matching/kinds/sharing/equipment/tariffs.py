"""What one unit of shared equipment may cost, and what sharing it saves. Pure.

A unit costs ``(annuity + fixed) / booked + marginal``: that is the cost tariff. What is asked lies
between what one unit more costs the owner and what the user pays alone; by default it splits the
difference, and is the cost tariff where that is more. Where a price is missing nothing is guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from boucle.matching.kinds.sharing.equipment.declared import Equipment, price_unit
from boucle.matching.kinds.sharing.equipment.links import Requirement


@dataclass(frozen=True, slots=True)
class Tariff:
    """EUR for one unit of ``unit``. ``marginal``: the owner's; ``alone``: the least of the users';
    ``cost``: the cost tariff. None where not known. ``missing``: which prices are."""

    unit: str
    booked: Fraction
    marginal: Fraction | None
    alone: Fraction | None
    cost: Fraction | None
    missing: tuple[str, ...]

    @property
    def proposed(self) -> Fraction | None:
        if self.marginal is None or self.alone is None:
            return None
        split = (self.marginal + self.alone) / 2
        return split if self.cost is None else max(split, self.cost)

    @property
    def bound(self) -> Requirement | None:
        """Each user gains: what it pays alone reaches the cost tariff."""
        if self.cost is None or self.alone is None:
            return None
        share = self.alone / self.cost if self.cost else Fraction(1)
        return Requirement("tariff", self.alone, self.cost, self.unit, share, "booking")


def tariff_of(offer: Equipment, users: Sequence[Equipment]) -> Tariff:
    booked = sum((user.booked for user in users), Fraction(0))
    marginal, yearly = offer.price("marginal"), yearly_of(offer)
    alone = [user.price("stand_alone") for user in users]
    stated = [price for price in alone if price is not None]
    missing = [key for key in ("annuity", "fixed", "marginal") if offer.price(key) is None]
    if len(stated) < len(alone):
        missing.append("stand_alone")
    return Tariff(
        unit=price_unit(offer.subject),
        booked=booked,
        marginal=marginal,
        alone=min(stated) if len(stated) == len(alone) else None,
        cost=None if marginal is None or yearly is None else yearly / booked + marginal,
        missing=tuple(missing),
    )


def yearly_of(offer: Equipment) -> Fraction | None:
    """What it costs its owner whatever is booked, EUR a year; None where it does not tell all."""
    annuity, fixed = offer.price("annuity"), offer.price("fixed")
    return None if annuity is None or fixed is None else annuity + fixed
