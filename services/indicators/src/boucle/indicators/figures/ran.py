"""Count what ran in a month, from the day it began to the day before it ended. Pure.

A day counts as one of the days of its year. The month under way counts until today.
"""

import calendar
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from boucle.contract.agreed import NOT_TOLD, of_share, share_of
from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Nature
from boucle.indicators.facts.bodies import LifeBody
from boucle.indicators.facts.kinds import of_groups
from boucle.indicators.figures.figure import EXACT, Figure, Month
from boucle.indicators.figures.running_groups import RunningGroup
from boucle.indicators.figures.snapshot import FactSnapshot
from boucle.indicators.figures.sums import span, total

_DAILY: Final = "ran_"
"""What keys begin with of figures that differ each day while something runs."""
_RAN: Final = ("running", "stopped")
_STEP: Final = Decimal("0.001")
_DAY: Final = timedelta(days=1)


def ran_agreed(nature: Nature, key: str, snapshot: FactSnapshot) -> Iterator[Figure]:
    lives = [life for _, life in _lives(snapshot) if life.nature == nature]
    amounts = [_times(life.agreed, part_of_year(life, snapshot.month)) for life in lives]
    if amounts:
        yield total(key, "declared", amounts, (NOT_TOLD,) if None in amounts else ())


def ran_brought(
    what: str, of_pair: Callable[[LifeBody], Amount | None], key: str, snapshot: FactSnapshot
) -> Iterator[Figure]:
    found = [_of_month(id_, one, what, of_pair, snapshot) for id_, one in _lives(snapshot)]
    yield span(key, found, none="no synergy ran")


def differ_from(found: Iterable[Figure], month: Month) -> date | None:
    """Return from when on these figures differ whatever becomes known: the day after the month, or
    tomorrow, while anything runs; else None."""
    daily = (one for one in found if one.key.startswith(_DAILY))
    return month.last + _DAY if any(one.counted or one.left_out for one in daily) else None


def agreed_of(amount: Amount | None, life: LifeBody) -> Amount | None:
    """Return what a pair brings a year: of what was computed, the agreed share."""
    return None if amount is None else of_share(amount, share_of(life.agreed, life.possible))


def _of_month(
    id_: bytes,
    life: LifeBody,
    what: str,
    of_pair: Callable[[LifeBody], Amount | None],
    snapshot: FactSnapshot,
) -> Amount | None:
    if of_groups(life):
        group = RunningGroup(life, snapshot.groups.get(id_), snapshot.scope.organisation)
        yearly = group.brings(what)
    else:
        yearly = agreed_of(of_pair(life), life)
    return None if yearly is None else of_share(yearly, part_of_year(life, snapshot.month))


def _lives(snapshot: FactSnapshot) -> list[tuple[bytes, LifeBody]]:
    return [
        (id_, life)
        for id_, life in snapshot.lives.items()
        if life.state in _RAN and not life.pre_existing and days_run(life, snapshot.month)
    ]


def days_run(life: LifeBody, month: Month) -> int:
    if life.since is None:
        return 0
    end = month.last + _DAY
    if life.until is not None:
        end = min(end, life.until)
    return max((end - max(life.since, month.first)).days, 0)


def part_of_year(life: LifeBody, month: Month) -> Decimal:
    days = 366 if calendar.isleap(month.first.year) else 365
    return EXACT.divide(Decimal(days_run(life, month)), Decimal(days))


def _times(amount: Decimal | None, part: Decimal) -> Decimal | None:
    if amount is None:
        return None
    return EXACT.multiply(amount, part).quantize(_STEP, context=EXACT)
