"""Bring what is computed for the possible quantity of a run to the quantity that was agreed. Pure.

Nobody is told euros of what only could move: an agreed quantity that nobody told has none.
"""

from collections.abc import Container, Mapping
from decimal import Context, Decimal
from typing import Final

from msgspec.structs import replace

from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Nature

NOT_TOLD: Final = "agreed"
"""What is missing where nobody told the agreed quantity."""
NOT_COMPUTED: Final = "possible"
"""What is missing where no possible quantity stands behind what was computed."""
QUANTITIES: Final[Mapping[str, Nature]] = {
    "tonnes": "material",
    "m3": "water",
    "mwh": "energy",
}
"""The figures of a group that are its quantity."""
_EXACT: Final = Context(prec=60)
_STEP: Final = Decimal("0.001")


def nature_in(figures: Container[str]) -> Nature | None:
    """Return the nature of a group's quantity; None where its figures hold none."""
    return next((nature for key, nature in QUANTITIES.items() if key in figures), None)


def share_of(agreed: Decimal | None, possible: Decimal | None) -> Decimal | str:
    """Return which part of the possible is agreed, or what is missing to say so."""
    if agreed is None:
        return NOT_TOLD
    if possible is None or possible <= 0:
        return NOT_COMPUTED
    return _EXACT.divide(agreed, possible)


def share_of_group(
    agreed: Decimal | None, possible: Decimal | None, now: Decimal | None
) -> Decimal | str:
    """Return the agreed part of what its members declared when it was told (``possible``). It
    brings that part of what those who stay declare ``now``, and never more than was agreed."""
    then = share_of(agreed, possible)
    today = share_of(agreed, now)
    if isinstance(then, str) or isinstance(today, str):
        return then if isinstance(then, str) else str(today)
    return min(then, today, Decimal(1))


def of_quantity(amount: Amount, share: Decimal | str) -> Amount:
    """Return what this share of the quantity brings: what is fixed does not follow it."""
    if amount.low is None or amount.high is None:
        return amount
    if isinstance(share, str):
        return Amount(unit=amount.unit, missing=share)
    return replace(
        amount,
        low=_times(amount.low, share, amount.fixed_low),
        high=_times(amount.high, share, amount.fixed_high),
        fixed_low=None,
        fixed_high=None,
    )


def of_share(amount: Amount, share: Decimal) -> Amount:
    """Return this share of an amount, to three decimals; what is unknown of it stays so."""
    if amount.low is None or amount.high is None:
        return amount
    ends = ("low", "high", "fixed_low", "fixed_high")
    known = {end: value for end in ends if (value := getattr(amount, end)) is not None}
    return replace(amount, **{end: _times(value, share) for end, value in known.items()})


def _times(value: str, share: Decimal, fixed: str | None = None) -> str:
    stays = Decimal(fixed or 0)
    follows = _EXACT.multiply(_EXACT.subtract(Decimal(value), stays), share)
    rounded = _EXACT.add(stays, follows).quantize(_STEP, context=_EXACT)
    return f"{_EXACT.plus(rounded.normalize(_EXACT)):f}"
