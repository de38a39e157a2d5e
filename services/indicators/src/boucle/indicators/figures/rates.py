"""Tell what a synergy brings a year on a day: what was agreed, then what was reported. Pure.

A report speaks from its first day on, at its yearly rate, until a newer one tells the same figure.
What a document shows comes before what is said, what is said for all before what each said; of two
sides the lesser counts. A report of a few days, as a lorry's load, is no rate of a year.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from boucle.contract.agreed import QUANTITIES, of_quantity, of_share, share_of
from boucle.contract.events.matching import Result
from boucle.contract.events.reasons import Amount
from boucle.contract.seasons import active_days, active_days_of_year
from boucle.indicators.facts.bodies import GroupBody, LifeBody
from boucle.indicators.figures.figure import EXACT
from boucle.indicators.figures.plausible import believed, declared_of
from boucle.indicators.figures.settled import claimed_share, grade_of, is_verified

Tell = Callable[[Result], Amount | None]
"""Tells a report's yearly figure; None where it tells none."""
LEAST_DAYS: Final = 14
"""Of a report that tells a rate: an assumption, no source gives a bound."""
_DAY: Final = timedelta(days=1)
_OWN: Final[Mapping[str, Callable[[Result], str | None]]] = {
    "eur": lambda result: result.eur,
    "tco2e": lambda result: result.tco2e,
}


class YearlyQuantity(NamedTuple):
    """A yearly quantity; None if unknown. ``estimated``: who reported it guessed."""

    amount: Decimal | None
    estimated: bool = False


def of_pair(life: LifeBody, computed: Amount | None, what: str, on: date) -> Amount | None:
    """``computed`` is of the possible quantity: what runs brings the agreed share of it."""
    tell = teller(life, None, lambda _: computed, what, on)
    newest = speaking(_believed(life), tell, on)
    return lesser(newest, tell) if newest else agreed_of(computed, life)


def _believed(life: LifeBody) -> list[Result]:
    return rates_of(life.results, life, None)


def rates_of(results: Iterable[Result], life: LifeBody, found: GroupBody | None) -> list[Result]:
    """Return what of these tells a rate. ``found``: the group behind it; None of a pair. Nobody
    believes what is implausible unless it is verified. What ended before this run tells nothing of
    it."""
    counted = (
        believed(one, life, found)
        for one in results
        if (life.since is None or one.period_end >= life.since) and _days(one, life) >= LEAST_DAYS
    )
    return [one for one in counted if one is not None]


def agreed_of(amount: Amount | None, life: LifeBody) -> Amount | None:
    """Return what a pair brings a year: what was computed, at the agreed quantity."""
    return None if amount is None else of_quantity(amount, share_of(life.agreed, life.possible))


def quantity_of(life: LifeBody, on: date) -> YearlyQuantity:
    def tell(result: Result) -> Amount | None:
        moved = life.moved.get(str(result.result_id))
        years = _years(result, life, None, on)
        return None if moved is None else _yearly(str(moved), result, years)

    newest = speaking(_believed(life), tell, on)
    if not newest:
        return YearlyQuantity(life.agreed)
    least = lesser(newest, tell)
    estimated = any(result.grade == "estimated" for result in newest)
    return YearlyQuantity(
        Decimal(least.low) if least and least.low is not None else None, estimated
    )


def teller(life: LifeBody, found: GroupBody | None, computed: Tell, what: str, on: date) -> Tell:
    """Return how a report tells this figure: itself; else as computed, of its quantity. ``found``:
    the group behind it; None of a pair."""
    possible = life.possible if found is None else possible_of(found)
    own = _OWN.get(what, _tells_none)

    def tell(result: Result) -> Amount | None:
        years = _years(result, life, found, on)
        if (said := own(result)) is not None:
            return _yearly(said, result, years)
        moved = life.moved.get(str(result.result_id))
        possibly = computed(result)
        if moved is None or possibly is None:
            return None
        share = share_of(EXACT.multiply(moved, years), possible)
        return of_share(of_quantity(possibly, share), claimed_share(result))

    return tell


def possible_of(found: GroupBody) -> Decimal | None:
    """Return what its members declare a year, in t, m3 or MWh; None of what has none of them."""
    whole = next((found.amounts[one] for one in QUANTITIES if one in found.amounts), None)
    return None if whole is None or whole.high is None else Decimal(whole.high)


def _tells_none(_: Result) -> None:
    return None


def speaking(results: Iterable[Result], tell: Tell, on: date) -> Sequence[Result]:
    """Return the reports that tell a figure of a day: those of its period, else the last before."""
    known = [one for one in results if one.period_start <= on and tell(one) is not None]
    found = [one for one in known if one.period_end >= on]
    if known and not found:
        latest = max(one.period_end for one in known)
        found = [one for one in known if one.period_end == latest]
    found = [one for one in found if one.organisation_id is None] or found
    found = [one for one in found if grade_of(one) == "verified"] or found
    return [one for one in found if one.reported_by is None] or found


def lesser(reports: Iterable[Result], tell: Tell) -> Amount | None:
    amounts = [amount for one in reports if (amount := tell(one)) is not None]
    known = [one for one in amounts if one.low is not None]
    return min(known, key=lambda one: Decimal(one.low or 0)) if known else next(iter(amounts), None)


def spans(life: LifeBody, first: date, end: date) -> Iterator[tuple[date, int]]:
    """Yield the days on which another rate begins, with how many it holds, until before ``end``."""
    cuts = {first}
    for result in life.results:
        cuts |= {result.period_start, result.period_end + _DAY}
    days = [*sorted(cut for cut in cuts if first <= cut < end), end]
    for day, following in pairwise(days):
        yield day, (following - day).days


def _yearly(said: str, result: Result, years: Decimal) -> Amount:
    """Bring what was said to a year's, of which the claimed share counts."""
    return of_share(Amount("", said, said), EXACT.multiply(years, claimed_share(result)))


def _years(result: Result, life: LifeBody, found: GroupBody | None, on: date) -> Decimal:
    """Return what brings a report's figure to a year's. A season may bring most of the year's: its
    rate is no more than what is declared or agreed of a year, unless it is verified."""
    days = active_days_of_year(life.months, on.year)
    years = EXACT.divide(Decimal(days), Decimal(_days(result, life)))
    moved = life.moved.get(str(result.result_id))
    most = declared_of(life, found or life.recorded, result.organisation_id)
    if not moved or most is None or is_verified(result, life):
        return years
    return min(years, max(Decimal(1), EXACT.divide(most, moved)))


def _days(result: Result, life: LifeBody) -> int:
    return active_days(life.months, result.period_start, result.period_end)
