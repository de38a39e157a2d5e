"""Count what ran in a month, from the day it began to the day before it ended. Pure.

A day counts as one of the days of its year on which it can move. The month under way counts until
today.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from boucle.contract.agreed import NOT_TOLD, of_share
from boucle.contract.events.matching import Grade
from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Nature
from boucle.contract.seasons import active_days, active_days_of_year
from boucle.indicators.facts.bodies import LifeBody
from boucle.indicators.facts.kinds import of_groups
from boucle.indicators.facts.runs import runs_of
from boucle.indicators.figures.figure import EXACT, Figure, Month
from boucle.indicators.figures.group_parts import added
from boucle.indicators.figures.rates import (
    YearlyQuantity,
    of_pair,
    quantity_of,
    spans,
)
from boucle.indicators.figures.snapshot import FactSnapshot
from boucle.indicators.figures.sums import span, total

_DAILY: Final = "ran_"
"""What keys begin with of figures that differ each day while something runs."""
_STEP: Final = Decimal("0.001")
_DAY: Final = timedelta(days=1)
_NOTHING: Final = Amount("", "0", "0")


def quantities(key: str, found: Sequence[YearlyQuantity]) -> Iterator[Figure]:
    """Yield their sum; its grade is the least of its parts."""
    amounts = [one.amount for one in found]
    grade: Grade = "estimated" if any(one.estimated for one in found) else "declared"
    if amounts:
        yield total(key, grade, amounts, (NOT_TOLD,) if None in amounts else ())


def ran_agreed(nature: Nature, key: str, snapshot: FactSnapshot) -> Iterator[Figure]:
    month = snapshot.month
    lives = [life for _, life in _lives(snapshot) if life.nature == nature]
    yield from quantities(key, [_quantity(life, month) for life in lives])


def ran_brought(
    what: str, computed: Callable[[LifeBody], Amount | None], key: str, snapshot: FactSnapshot
) -> Iterator[Figure]:
    found = [_of_month(id_, one, what, computed, snapshot) for id_, one in _lives(snapshot)]
    yield span(key, found, none="no synergy ran")


def differ_from(found: Iterable[Figure], month: Month) -> date | None:
    """Return from when on these figures differ whatever becomes known: the day after the month, or
    tomorrow, while anything runs; else None."""
    daily = (one for one in found if one.key.startswith(_DAILY))
    return month.last + _DAY if any(one.counted or one.left_out for one in daily) else None


def _quantity(life: LifeBody, month: Month) -> YearlyQuantity:
    whole, estimated = Decimal(0), False
    for run, day, part in _parts_of(life, month):
        amount, guessed = quantity_of(run, day)
        if amount is None:
            return YearlyQuantity(None, guessed)
        whole = EXACT.add(whole, EXACT.multiply(amount, part))
        estimated |= guessed
    return YearlyQuantity(whole.quantize(_STEP, context=EXACT), estimated)


def _of_month(
    id_: bytes,
    life: LifeBody,
    what: str,
    computed: Callable[[LifeBody], Amount | None],
    snapshot: FactSnapshot,
) -> Amount | None:
    """What is unknown of some days is unknown of the month."""
    whole: list[Amount] = []
    for run, day, part in _parts_of(life, snapshot.month):
        if of_groups(life):
            yearly = snapshot.group_on(id_, run, day).brings(what)
        else:
            yearly = of_pair(run, computed(run), what, day)
        if yearly is None or yearly.low is None:
            return yearly
        whole.append(of_share(yearly, part))
    return added(whole) if whole else _NOTHING


def _lives(snapshot: FactSnapshot) -> list[tuple[bytes, LifeBody]]:
    return [
        (id_, life)
        for id_, life in snapshot.lives.items()
        if not life.pre_existing and any(_days_of(life, snapshot.month))
    ]


def _days_of(life: LifeBody, month: Month) -> Iterator[tuple[LifeBody, date, int]]:
    """Yield the days of the month on which another rate begins, with the run that they are of, and
    how many days it holds."""
    for run in runs_of(life):
        yield from ((run, day, days) for day, days in spans(run, *_run(run, month)))


def _run(life: LifeBody, month: Month) -> tuple[date, date]:
    """Return its first day in the month, and the one before which it ended."""
    end = month.last + _DAY
    if life.until is not None:
        end = min(end, life.until)
    first = max(life.since or end, month.first)
    return first, max(first, end)


def _parts_of(life: LifeBody, month: Month) -> Iterator[tuple[LifeBody, date, Decimal]]:
    """Yield the days as ``_days_of`` does, and which part of the year's they hold; those that hold
    none are left out: whatever the rate."""
    of_year = Decimal(active_days_of_year(life.months, month.first.year))
    for run, day, days in _days_of(life, month):
        if active := active_days(life.months, day, day + timedelta(days - 1)):
            yield run, day, EXACT.divide(Decimal(active), of_year)
