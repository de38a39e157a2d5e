"""What one unit of shared equipment may cost, and what sharing it saves. Pure.

What a unit of what is offered costs its owner a year, ``(annuity + fixed) / offered``, is the part
of whoever uses it, whatever others book; with ``marginal`` it is the cost tariff. What is asked
lies between what one unit more costs the owner and what the user pays alone, less what bringing it
costs. By default it splits the difference, and is the cost tariff where that is more. Where a price
is missing nothing is guessed, and the group is near; where the span is empty there is no tariff.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from boucle.matching.kinds.sharing.equipment.declared import Equipment, price_unit
from boucle.matching.kinds.sharing.equipment.links import LINE_COST
from boucle.matching.kinds.sharing.equipment.transport import Transport

UPSIDE_DOWN = "price"
"""The reason of no tariff: a unit costs the owner more than the user can pay for it."""


@dataclass(frozen=True, slots=True)
class Tariff:
    """EUR for one unit of ``unit``, where it is made. ``marginal``: the owner's; ``alone``: the
    least of what the users can pay; ``cost``: the cost tariff. None where not known. ``missing``:
    which prices are."""

    unit: str
    booked: Fraction
    marginal: Fraction | None
    alone: Fraction | None
    cost: Fraction | None
    missing: tuple[str, ...]

    @property
    def empty(self) -> bool:
        least = self.marginal if self.cost is None else self.cost
        return least is not None and self.alone is not None and least > self.alone

    @property
    def proposed(self) -> Fraction | None:
        if self.marginal is None or self.alone is None or self.empty:
            return None
        split = (self.marginal + self.alone) / 2
        return split if self.cost is None else max(split, self.cost)


def tariff_of(
    offer: Equipment, users: Sequence[Equipment], brought: Sequence[Transport | None]
) -> Tariff:
    """``brought``: what bringing it to each user costs."""
    booked = sum((user.booked for user in users), Fraction(0))
    marginal, part = offer.price("marginal"), offer.part
    alone = [worth_of(user, cost) for user, cost in zip(users, brought, strict=True)]
    stated = [price for price in alone if price is not None]
    missing = [key for key in ("annuity", "fixed", "marginal") if offer.price(key) is None]
    if any(user.price("stand_alone") is None for user in users):
        missing.append("stand_alone")
    if None in brought:
        missing.append(LINE_COST)
    return Tariff(
        unit=price_unit(offer.subject),
        booked=booked,
        marginal=marginal,
        alone=min(stated) if len(stated) == len(alone) else None,
        cost=None if marginal is None or part is None else part + marginal,
        missing=tuple(missing),
    )


def worth_of(user: Equipment, brought: Transport | None) -> Fraction | None:
    """What it can pay for a unit, brought to it."""
    price = user.price("stand_alone")
    return None if price is None or brought is None else price - brought.middle / user.booked


def whole_euros(shares: Sequence[Fraction | None]) -> list[str | None]:
    """Whole euros that sum to the sum, rounded: the greatest remainders are rounded up."""
    exact = {at: share for at, share in enumerate(shares) if share is not None}
    whole = {at: floor(share) for at, share in exact.items()}
    more = round(sum(exact.values(), Fraction(0))) - sum(whole.values())
    for at in sorted(exact, key=lambda at: (whole[at] - exact[at], at))[:more]:
        whole[at] += 1
    return [f"{whole[at]}" if at in whole else None for at in range(len(shares))]
