"""Round what is shown of another company's figures: to one significant digit, or to a band."""

from datetime import datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal, InvalidOperation
from functools import lru_cache

from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Quantity

_DISTANCE_BANDS = (
    (Decimal(10), "0-10 km"),
    (Decimal(30), "10-30 km"),
    (Decimal(60), "30-60 km"),
    (Decimal(100), "60-100 km"),
    (Decimal(200), "100-200 km"),
)
_FARTHEST = "200+ km"
_SCORE_BANDS = ((8000, "excellent"), (6000, "good"), (4000, "fair"), (0, "low"))


def rounded(quantity: Quantity) -> Quantity:
    """Round half-even to one significant figure: ``("12345", "t")`` -> ``("10000", "t")``."""
    return Quantity(value=_one_figure(quantity.value), unit=quantity.unit)


@lru_cache(maxsize=10_000)
def distance_band(km: str | Decimal) -> str:
    """Return the band of a distance (km, decimal), lower bound included."""
    distance = Decimal(km)
    return next((name for limit, name in _DISTANCE_BANDS if distance < limit), _FARTHEST)


def ends_of_band(band: str) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest distance of a band, in km."""
    least = Decimal(0)
    for limit, name in _DISTANCE_BANDS:
        if name == band:
            return least, limit
        least = limit
    return least, Decimal("Infinity")


def score_band(score: int) -> str:
    """Return ``low``, ``fair``, ``good`` or ``excellent`` for a score of 0..10,000."""
    return next(name for least, name in _SCORE_BANDS if score >= least)


def least_of_band(band: str | None) -> int:
    """Return the least score of a band; 0 without a band."""
    return next((least for least, name in _SCORE_BANDS if name == band), 0)


def rounded_amount(amount: Amount) -> Amount:
    """Round each end to one significant figure."""
    return Amount(
        unit=amount.unit,
        low=None if amount.low is None else _one_figure(amount.low),
        high=None if amount.high is None else _one_figure(amount.high),
        factor=amount.factor,
        missing=amount.missing,
        unsure=amount.unsure,
    )


def rounded_outwards(low: Decimal, high: Decimal, most: Decimal | None = None) -> tuple[str, str]:
    """Round the ends of a range to two significant figures, so that it still holds what it held;
    but never above ``most``, which is then shown as it is."""
    widest = _two_figures(high, ROUND_CEILING)
    if most is not None:
        widest = max(high, min(widest, most))
    return f"{_two_figures(low, ROUND_FLOOR).normalize():f}", f"{widest.normalize():f}"


def hour_of(at: datetime) -> datetime:
    """Return the hour: so much is shown of when another company did something."""
    return at.replace(minute=0, second=0, microsecond=0)


def hour_if(at: datetime | None) -> datetime | None:
    return None if at is None else hour_of(at)


def nearest_step(base: int) -> int:
    """Round by ratio to a step of 1-2-5: 1 up to the root of 2, 2 up to that of 10, 5 up to that of
    50."""
    if base < 1:
        return 0
    ten: int = 10 ** (len(str(base)) - 1)
    for step, limit in ((1, 2), (2, 10), (5, 50)):
        if base * base < limit * ten * ten:
            return step * ten
    return 10 * ten


def _two_figures(value: Decimal, rounding: str) -> Decimal:
    if value == 0:
        return Decimal(0)
    step = Decimal(1).scaleb(value.adjusted() - 1)
    return value.quantize(step, rounding=rounding)


@lru_cache(maxsize=10_000)
def _one_figure(value: str) -> str:
    try:
        number = Decimal(value)
        if number == 0:
            return "0"
        step = Decimal(1).scaleb(number.adjusted())
        return f"{number.quantize(step, rounding=ROUND_HALF_EVEN):f}"
    except InvalidOperation:
        return ""  # not a number: never let through what cannot be rounded
