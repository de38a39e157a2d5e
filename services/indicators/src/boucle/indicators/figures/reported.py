"""Sum what people reported over the last twelve months, grade by grade. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Final
from uuid import UUID

from boucle.contract.events.matching import Result
from boucle.contract.events.reasons import SynergyKind
from boucle.contract.events.registry import Nature
from boucle.contract.plausible import part_of
from boucle.contract.seasons import active_days
from boucle.indicators.facts.bodies import REPORT_UNIT, GroupBody, LifeBody, MemberPart
from boucle.indicators.facts.kinds import of_groups
from boucle.indicators.facts.runs import as_it_ran, days_that_ran
from boucle.indicators.figures.figure import EXACT, GRADES, Figure
from boucle.indicators.figures.group_parts import few_others, members_in, owners_of, weighed_by
from boucle.indicators.figures.plausible import why_refused_result
from boucle.indicators.figures.settled import SettledResult, grade_of, meet, settled
from boucle.indicators.figures.snapshot import FactSnapshot
from boucle.indicators.figures.sums import total

_OF_EACH: Final = ("eur", "jobs")
"""Who gives and who takes each have their own of these."""
_STEP: Final = Decimal("0.001")


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
        (one, _refused(what, one, life, found))
        for id_, life in snapshot.lives.items()
        if chosen(life) and not life.pre_existing
        for found in (snapshot.groups.get(id_),)
        for one in _said(what, life, found or life.recorded, snapshot)
    ]
    for grade in GRADES:
        its = [(one, why) for one, why in amounts if one.grade == grade]
        if its:
            taken = [one.amount if why is None else None for one, why in its]
            yield total(key, grade, taken, (why or one.doubt for one, why in its))


def _said(
    what: str, life: LifeBody, found: GroupBody | None, snapshot: FactSnapshot
) -> Iterator[SettledResult]:
    """Of what is said of all, what a document shows of one is no part: it counts as verified."""
    read, organisation = _SAID[what], snapshot.scope.organisation
    results = [
        one for one in life.results if read(one, life) is not None and _counts(one, snapshot)
    ]
    if what not in _OF_EACH:
        results = [*_taken(results, members_in(found))]
    every = [*settled(results, lambda result: read(result, life))]
    counted = _counted_once(results, life, organisation)
    for one in settled([*counted], lambda result: read(result, life)):
        shown = [other for other in every if _is_part(other, one)]
        left = reduce(EXACT.subtract, (other.amount for other in shown), one.amount)
        counting = one._replace(amount=max(left, Decimal(0))) if shown else one
        if one.result.organisation_id is not None or organisation is None or not of_groups(life):
            yield counting
            continue
        others = {other.result.organisation_id for other in shown}
        members = [o for o in members_in(found) if o.organisation not in others]
        part = _part_of(members, what, organisation)
        if part is not None:
            yield counting._replace(amount=EXACT.multiply(counting.amount, part))


def _taken(results: Sequence[Result], members: Sequence[MemberPart]) -> Sequence[Result]:
    """Return results without what an owner gave on days of which its users said what they took."""
    owners = owners_of(members)
    took = [one for one in results if one.organisation_id not in owners]
    gave = (one for one in results if one.organisation_id in owners)
    return [*took, *(one for one in gave if not any(meet(one, other) for other in took))]


def _part_of(members: Sequence[MemberPart], what: str, own: UUID) -> Decimal | None:
    """Return the part that one has of what is said of all: of euros by its saving, else by what it
    takes. None where too few others stand behind it, or nobody knows."""
    if what == "jobs" or few_others(members, own):
        return None
    return part_of(weighed_by(members, what), own)


def _counted_once(
    results: Sequence[Result], life: LifeBody, organisation: UUID | None
) -> Iterator[Result]:
    """Yield results to count once: for a company its own, and of a pair the shared ones, of a group
    those of other days; for others, joint reports before those of each member on the same period,
    but for verified ones."""
    together = [one for one in results if one.organisation_id is None]
    if organisation is not None:
        own = [one for one in results if one.organisation_id == organisation]
        apart = [one for one in together if not any(meet(one, other) for other in own)]
        yield from [*(apart if of_groups(life) else together), *own]
        return
    yield from together
    for one in results:
        before = [other for other in together if _ranks_before(other, one)]
        if one.organisation_id is not None and not any(meet(one, other) for other in before):
            yield one


def _ranks_before(joint: Result, own: Result) -> bool:
    return grade_of(own) != "verified" or grade_of(joint) == "verified"


def _is_part(one: SettledResult, joint: SettledResult) -> bool:
    """Tell whether one member's verified result lies within what is only said of all."""
    if one.result.organisation_id is None or joint.result.organisation_id is not None:
        return False
    verified = one.grade == "verified" and joint.grade != "verified"
    first, last = joint.result.period_start, joint.result.period_end
    return verified and first <= one.result.period_start and one.result.period_end <= last


def _counts(result: Result, snapshot: FactSnapshot) -> bool:
    """Tell whether its period ends within the twelve months to the month's end."""
    last = snapshot.month.last
    return date(last.year - 1, last.month, 1) < result.period_end <= last


def _refused(what: str, one: SettledResult, life: LifeBody, group: GroupBody | None) -> str | None:
    if one.grade == "verified":
        return None
    return why_refused_result(what, one.result, life, group)


def _while_it_ran(amount: Decimal | None, result: Result, life: LifeBody) -> Decimal | None:
    """Return what is of days on which it ran: it may be said to have stopped, or begun, otherwise
    after it was reported."""
    period = result.period_start, result.period_end
    then = next(as_it_ran(life, result))
    ran, days = days_that_ran(then, *period), active_days(then.months, *period)
    if amount is None or ran == days:
        return amount
    return EXACT.divide(EXACT.multiply(amount, Decimal(ran)), Decimal(days)).quantize(
        _STEP, context=EXACT
    )


def _moved(result: Result, life: LifeBody, nature: Nature) -> Decimal | None:
    its = life.unit == REPORT_UNIT[nature]
    return _while_it_ran(life.moved.get(str(result.result_id)), result, life) if its else None


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


_SAID: Final[Mapping[str, Callable[[Result, LifeBody], Decimal | None]]] = {
    "eur": lambda result, life: _while_it_ran(_decimal(result.eur), result, life),
    "jobs": lambda result, _: _decimal(result.jobs),
    "tco2e": lambda result, life: _while_it_ran(_decimal(result.tco2e), result, life),
    "tonnes": lambda result, life: _while_it_ran(
        life.tonnes.get(str(result.result_id)), result, life
    ),
    "energy": lambda result, life: _moved(result, life, "energy"),
    "water": lambda result, life: _moved(result, life, "water"),
}
