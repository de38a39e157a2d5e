"""Settle what several said of one period: alike it is verified; apart, the lesser counts. Pure.

What a document shows is verified too. Each amount counts by the share that the approach claims.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from boucle.contract.events.matching import Grade, Result
from boucle.indicators.facts.bodies import LifeBody
from boucle.indicators.figures.figure import EXACT

ALIKE: Final = Decimal("0.05")
"""How far two sides may be apart, of the greater one: an assumption, no source gives a bound."""
APART: Final = "the two sides do not say the same"
ONE_REPORTER: Final = "one credential reported for both sides"
Read = Callable[[Result], Decimal | None]


class SettledResult(NamedTuple):
    """``doubt``: why less than was said is counted."""

    result: Result
    amount: Decimal
    grade: Grade
    doubt: str | None = None


def settled(results: Sequence[Result], read: Read) -> Iterator[SettledResult]:
    """Yield what counts of results of one synergy, each period once for both sides of a pair."""
    results = [one for one in results if read(one) is not None]
    for result in results:
        amount = read(result)
        if amount is None or any(_replaces(one, result) for one in results):
            continue
        others = list(_others(result, results))
        if not others:
            yield _claimed(result, amount, grade_of(result))
        elif all(_comes_before(result, one) for one in others):
            yield _of_both(result, amount, others, read)


def _replaces(one: Result, other: Result) -> bool:
    """Tell whether the same days are told again: for both sides, or by who verified them."""
    if one.reported_by is not None or not meet(one, other):
        return False
    if one.organisation_id != other.organisation_id:
        return False
    if other.reported_by is not None:
        return grade_of(one) in (grade_of(other), "verified")
    again = one.grade == "verified" and other.grade != "verified"
    return again and grade_of(one) == grade_of(other)


def meet(one: Result, other: Result) -> bool:
    """Tell whether two results tell of a common day."""
    return one.period_start <= other.period_end and other.period_start <= one.period_end


def _others(result: Result, results: Iterable[Result]) -> Iterator[Result]:
    """Yield what the other side of a pair says of days of the same period."""
    if result.reported_by is None:
        return
    for one in results:
        if one.reported_by not in (None, result.reported_by) and meet(one, result):
            yield one


def _of_both(
    result: Result, amount: Decimal, others: Sequence[Result], read: Read
) -> SettledResult:
    """Of what each claims, as of what each says, the lesser counts."""
    said = [(one, found) for one in others if (found := read(one)) is not None]
    alike = len(said) == 1 and all(
        _period(one) == _period(result) and _are_alike(amount, found) for one, found in said
    )
    each = [_claimed(*one, "declared") for one in ((result, amount), *said)]
    lesser = min(each, key=lambda one: one.amount)
    if not alike:
        return lesser._replace(doubt=APART)
    if all(_is_another(one, result) for one in others):
        return lesser._replace(grade="verified")
    return lesser._replace(doubt=ONE_REPORTER)


def _is_another(one: Result, other: Result) -> bool:
    """Tell whether two reported: who acts for both sides confirms nothing by saying it twice."""
    return one.credential is None or one.credential != other.credential


def _are_alike(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= ALIKE * max(abs(one), abs(other))


def _period(result: Result) -> tuple[object, object]:
    return result.period_start, result.period_end


def _comes_before(one: Result, other: Result) -> bool:
    return (one.period_start, str(one.result_id)) < (other.period_start, str(other.result_id))


def grade_of(result: Result) -> Grade:
    """Return its grade: nobody verifies without a document."""
    if result.grade == "verified" and result.document is None:
        return "declared"
    return result.grade


def is_verified(result: Result, life: LifeBody) -> bool:
    """Tell whether a document shows it, or the other side of a pair says all of it alike."""
    if grade_of(result) == "verified":
        return True
    result = next((one for one in life.results if one.result_id == result.result_id), result)
    others = (one for one in life.results if one.reported_by not in (None, result.reported_by))
    return result.reported_by is not None and any(_confirms(one, result, life) for one in others)


def _confirms(one: Result, other: Result, life: LifeBody) -> bool:
    amounts = [
        (a, b)
        for a, b in zip(_amounts(one, life), _amounts(other, life), strict=True)
        if b is not None
    ]
    alike = bool(amounts) and all(a is not None and _are_alike(a, b) for a, b in amounts)
    return alike and _is_another(one, other) and _period(one) == _period(other)


def _amounts(result: Result, life: LifeBody) -> Sequence[Decimal | None]:
    eur, tco2e = (None if one is None else Decimal(one) for one in (result.eur, result.tco2e))
    return life.moved.get(str(result.result_id)), eur, tco2e


def _claimed(result: Result, amount: Decimal, grade: Grade) -> SettledResult:
    return SettledResult(result, EXACT.multiply(amount, claimed_share(result)), grade)


def claimed_share(result: Result) -> Decimal:
    return Decimal(1) if result.claimed is None else Decimal(result.claimed)
