"""Sum what people reported over the last twelve months, grade by grade. Pure."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from boucle.contract.events.matching import Result
from boucle.contract.events.reasons import SynergyKind
from boucle.indicators.facts.bodies import GroupBody, LifeBody
from boucle.indicators.facts.kinds import of_groups
from boucle.indicators.figures.figure import GRADES, Figure, Month, Scope
from boucle.indicators.figures.plausible import why_refused_result
from boucle.indicators.figures.settled import SettledResult, settled
from boucle.indicators.figures.snapshot import FactSnapshot
from boucle.indicators.figures.sums import total


def reported(what: str, key: str, snapshot: FactSnapshot) -> Iterator[Figure]:
    return _by_grade(what, key, snapshot, lambda _: True)


def reported_of_kind(
    kind: SynergyKind, what: str, key: str, snapshot: FactSnapshot
) -> Iterator[Figure]:
    return _by_grade(what, key, snapshot, lambda life: life.synergy_kind == kind)


def _by_grade(
    what: str, key: str, snapshot: FactSnapshot, chosen: Callable[[LifeBody], bool]
) -> Iterator[Figure]:
    """Leave implausible results out and name them; give nothing where nobody reported ``what``."""
    amounts = [
        (one, _refused(one, life, snapshot.groups.get(id_)))
        for id_, life in snapshot.lives.items()
        if chosen(life) and not life.pre_existing
        for one in _said(what, life, snapshot)
    ]
    for grade in GRADES:
        its = [(one, why) for one, why in amounts if one.grade == grade]
        if its:
            taken = [one.amount if why is None else None for one, why in its]
            yield total(key, grade, taken, (why or one.doubt for one, why in its))


def _said(what: str, life: LifeBody, snapshot: FactSnapshot) -> Iterator[SettledResult]:
    results = _counted_once(life, snapshot.scope)
    read = _SAID[what]
    in_time = [one for one in results if _counts(one, snapshot.month)]
    return settled(in_time, lambda result: read(result, life))


def _counted_once(life: LifeBody, scope: Scope) -> Iterator[Result]:
    """Yield results to count once: for a company its own, and of a pair the shared ones; for
    others, joint reports before those of each member on the same period."""
    together = [one for one in life.results if one.organisation_id is None]
    if scope.organisation is not None:
        own = [one for one in life.results if one.organisation_id == scope.organisation]
        yield from own if of_groups(life) else [*together, *own]
        return
    yield from together
    for one in life.results:
        if one.organisation_id is not None and not any(_meet(one, other) for other in together):
            yield one


def _meet(one: Result, other: Result) -> bool:
    apart = one.period_end < other.period_start or other.period_end < one.period_start
    return one.grade == other.grade and not apart


def _counts(result: Result, month: Month) -> bool:
    """Tell whether its period ends within the twelve months to the month's end."""
    since = date(month.last.year - 1, month.last.month, 1)
    return since < result.period_end <= month.last


def _refused(one: SettledResult, life: LifeBody, group: GroupBody | None) -> str | None:
    if not of_groups(life) or one.grade == "verified":
        return None
    return why_refused_result(one.result, life, group)


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


_SAID: Final[Mapping[str, Callable[[Result, LifeBody], Decimal | None]]] = {
    "eur": lambda result, _: _decimal(result.eur),
    "jobs": lambda result, _: _decimal(result.jobs),
    "tco2e": lambda result, _: _decimal(result.tco2e),
    "tonnes": lambda result, life: life.tonnes.get(str(result.result_id)),
}
