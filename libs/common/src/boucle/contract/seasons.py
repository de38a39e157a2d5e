"""Count the days of a year on which something can move: a network keeps nothing for later. Pure."""

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

_FOUR_YEARS: Final = (date(2024, 1, 1), date(2027, 12, 31))


def active_days(months: Collection[int], first: date, last: date) -> int:
    """Return how many days of the period are in these months, 1 to 12; without any, all of them."""
    if not months:
        return max(0, (last - first).days + 1)
    days, day = 0, first
    while day <= last:
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        if day.month in months:
            days += (min(following, last + timedelta(days=1)) - day).days
        day = following
    return days


def active_days_of_year(months: Collection[int], year: int) -> int:
    return active_days(months, date(year, 1, 1), date(year, 12, 31))


def years_of(months: Collection[int], first: date, last: date) -> Decimal:
    """Return which part of a mean year's active days the period holds."""
    return Decimal(4 * active_days(months, first, last)) / active_days(months, *_FOUR_YEARS)
