"""What people reported over the last twelve months, grade by grade. Pure."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from boucle.common.events.matching import Result
from boucle.common.events.reasons import SynergyKind
from boucle.indicators.facts.bodies import GroupBody, LifeBody
from boucle.indicators.figures.figure import GRADES, Figure, Month, Scope
from boucle.indicators.figures.plausible import why_refused_result
from boucle.indicators.figures.running_groups import FEW_OTHERS, GROUP_KINDS, few_others
from boucle.indicators.figures.snapshot import Snapshot
from boucle.indicators.figures.sums import total


def reported(what: str, key: str, snapshot: Snapshot) -> Iterator[Figure]:
    """Of all kinds of synergies."""
    return _by_grade(what, key, snapshot, lambda _: True)


def reported_of_kind(
    kind: SynergyKind, what: str, key: str, snapshot: Snapshot
) -> Iterator[Figure]:
    return _by_grade(what, key, snapshot, lambda life: life.synergy_kind == kind)


def _by_grade(
    what: str, key: str, snapshot: Snapshot, chosen: Callable[[LifeBody], bool]
) -> Iterator[Figure]:
    """Implausible ones are left out and named; nothing at all where nobody said ``what``."""
    said = [
        (result.grade, amount, _refused(result, life, snapshot.groups.get(id_), snapshot.scope))
        for id_, life in snapshot.lives.items()
        if chosen(life) and not life.pre_existing
        for result in life.results
        if _counts(result, snapshot.month)
        if (amount := _SAID[what](result, life)) is not None
    ]
    for grade in GRADES:
        its = [(amount, why) for one, amount, why in said if one == grade]
        if its:
            taken = [amount for amount, why in its if why is None]
            yield total(key, grade, taken, (why for _, why in its))


def _counts(result: Result, month: Month) -> bool:
    """For a period that ends within the twelve months to the month's end."""
    since = date(month.last.year - 1, month.last.month, 1)
    return since < result.period_end <= month.last


def _refused(result: Result, life: LifeBody, group: GroupBody | None, scope: Scope) -> str | None:
    if life.synergy_kind not in GROUP_KINDS:
        return None
    if scope.organisation is not None and few_others(life.organisations, scope.organisation):
        return FEW_OTHERS
    return why_refused_result(result, life, group)


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


_SAID: Final[Mapping[str, Callable[[Result, LifeBody], Decimal | None]]] = {
    "eur": lambda result, _: _decimal(result.eur),
    "jobs": lambda result, _: _decimal(result.jobs),
    "tco2e": lambda result, _: _decimal(result.tco2e),
    "tonnes": lambda result, life: life.tonnes.get(str(result.result_id)),
}
