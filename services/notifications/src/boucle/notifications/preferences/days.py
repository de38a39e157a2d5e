"""Compute days in Paris, with a morning. Pure."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_PARIS: Final = ZoneInfo("Europe/Paris")
_MORNING: Final = time(7, tzinfo=_PARIS)
_WEEK: Final = 7  # days


def day_of(moment: datetime) -> date:
    return moment.astimezone(_PARIS).date()


def hour_of(moment: datetime) -> int:
    return moment.astimezone(_PARIS).hour


def midnight(now: datetime) -> datetime:
    return datetime.combine(day_of(now), time(tzinfo=_PARIS))


def morning(now: datetime, days: int = 0) -> datetime:
    """Return seven o'clock in Paris, ``days`` later."""
    return morning_of(day_of(now) + timedelta(days=days))


def next_morning(now: datetime) -> datetime:
    today = morning(now)
    return today if now < today else morning(now, days=1)


def morning_of(day: date) -> datetime:
    return datetime.combine(day, _MORNING)


def next_hour(now: datetime, hour: int) -> datetime:
    today = day_of(now)
    found = datetime.combine(today, time(hour, tzinfo=_PARIS))
    if found > now:
        return found
    return datetime.combine(today + timedelta(days=1), time(hour, tzinfo=_PARIS))


def monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % _WEEK)
