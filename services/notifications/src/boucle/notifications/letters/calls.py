"""Decide who calls whom first once names are exchanged, and by when: both mails agree. Pure."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from dateutil.easter import easter

from boucle.contract.events.matching import Life

WORKING_DAYS: Final = 5
_FIXED: Final = frozenset({(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)})
_AFTER_EASTER: Final = (1, 39, 50)  # Easter Monday, Ascension, Whit Monday


def first_caller(life: Life) -> UUID:
    """Return the company that offers, as it knows what there is; else the first of the life's
    sides."""
    sides = [party.side for party in life.parties]
    return next((s.organisation_id for s in sides if s.role == "offer"), sides[0].organisation_id)


def call_by(since: date) -> date:
    """Return the day five working days later (public holidays: Labour Code, L3133-1 and
    L3133-3)."""
    day, left = since, WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= is_worked(day)
    return day


def is_worked(day: date) -> bool:
    if day.weekday() > 4 or (day.month, day.day) in _FIXED:
        return False
    return (day - easter(day.year)).days not in _AFTER_EASTER
