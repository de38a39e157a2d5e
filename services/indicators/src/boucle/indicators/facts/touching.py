"""Find the days from which a fact may change figures. Pure.

A superfluous day costs time, a missing one leaves figures wrong for good.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from boucle.indicators.facts.bodies import Fact, IntroductionBody, LifeBody, MeetingBody

_DAY: Final = timedelta(days=1)


def days_touched(fact: Fact) -> set[date]:
    """Return its first day, and later ones on which its content begins or ceases to count."""
    return {fact.valid_from, *_later(fact)}


def _later(fact: Fact) -> Iterator[date]:
    body = fact.body
    if isinstance(body, IntroductionBody):
        for party in body.parties:
            for day in (party.sent_on, party.answered_on):
                if day is not None:
                    yield from (day, months_later(day, 1))
    elif isinstance(body, MeetingBody):
        yield from (body.held_on, months_later(body.held_on, 1))
    elif isinstance(body, LifeBody):
        # From each month in which it ran the worker goes on to the next.
        yield from (day for day in (body.since, body.until, body.risk_since) if day is not None)
        yield from (day for one in body.former_runs for day in (one.since, one.until))
        # What runs follows results by their days (``rates``); they count for twelve months
        # (``reported._counts``).
        for result in body.results:
            ended = result.period_end
            yield from (result.period_start, ended, ended + _DAY)
            yield months_later(ended, 12 if ended.day == 1 else 13)


def months_later(day: date, months: int) -> date:
    """Return the first day of the month so many months later; ``date.max`` at the end of the
    calendar."""
    years, month = divmod(day.month - 1 + months, 12)
    if day.year + years > date.max.year:
        return date.max
    return date(day.year + years, month + 1, 1)
