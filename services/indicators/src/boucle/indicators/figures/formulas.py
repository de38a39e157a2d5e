"""From facts to figures: one formula a definition, pure. Its source: its ``Definition``."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial, reduce
from typing import Final, get_args
from uuid import UUID

from boucle.common.events.matching import Grade, Result, State
from boucle.common.events.reasons import Amount, SynergyKind
from boucle.common.events.registry import Direction, Nature
from boucle.indicators.facts.bodies import (
    REPORT_UNIT,
    Fact,
    IntroducedParty,
    IntroductionBody,
    MeetingBody,
    SiteBody,
)
from boucle.indicators.facts.lists import FlowList
from boucle.indicators.figures.definitions import DEFINITIONS
from boucle.indicators.figures.figure import (
    EXACT,
    GRADES,
    Figure,
    FigureGrade,
    Month,
    Scope,
)
from boucle.indicators.figures.flows import Sort
from boucle.indicators.figures.known import Known
from boucle.indicators.figures.snapshot import Snapshot

Formula = Callable[[str, Snapshot], Iterable[Figure]]
"""(key, facts in force) -> the figures of this key: one a grade, none where nothing is known."""


def figures(
    facts: Iterable[Fact], scope: Scope, month: Month, lists: Sequence[FlowList] = ()
) -> tuple[Figure, ...]:
    """Every figure of a scope at a month's end; what happens (mails, meetings) within the month."""
    return figures_of(Known.of(facts, lists, month.last), scope, month)


def figures_of(known: Known, scope: Scope, month: Month) -> tuple[Figure, ...]:
    """``known``: at the month's end."""
    snapshot = Snapshot(known, scope, month)
    return tuple(figure for key, formula in FORMULAS.items() for figure in formula(key, snapshot))


def _counted(number: Callable[[Snapshot], int]) -> Formula:
    """The formula of what is merely counted."""
    return lambda key, snapshot: (_count(key, number(snapshot)),)


def _count(key: str, value: int) -> Figure:
    return Figure(key, DEFINITIONS[key].unit, "counted", value=Decimal(value), counted=value)


# --- flows -----------------------------------------------------------------------------------


def _declared_flows(direction: Direction, snapshot: Snapshot) -> int:
    its = snapshot.sorts.items()
    return sum(count for sort, count in its if sort.direction == direction and sort.grade)


def _typical_flows(snapshot: Snapshot) -> int:
    return sum(count for sort, count in snapshot.sorts.items() if sort.grade is None)


def _yearly_amount(
    direction: Direction, nature: Nature, key: str, snapshot: Snapshot
) -> Iterator[Figure]:
    grades: tuple[Grade, ...] = ("estimated", "declared")
    for grade in grades:
        chosen = snapshot.flows_of(Sort(nature, direction, grade))
        if chosen:
            missing = _reasons(flow.missing for flow in chosen)
            yield _sum(key, grade, [flow.amount for flow in chosen], missing)


def _sum(
    key: str, grade: FigureGrade, amounts: Sequence[Decimal | None], missing: tuple[str, ...]
) -> Figure:
    known = [amount for amount in amounts if amount is not None]
    value = reduce(EXACT.add, known, Decimal(0)) if known else None  # in any order
    unit = DEFINITIONS[key].unit
    return Figure(key, unit, grade, value=value, missing=missing, counted=len(known))


# --- synergies -------------------------------------------------------------------------------


def _all_synergies(snapshot: Snapshot) -> int:
    return sum(n for (_, state), n in snapshot.synergies.items() if state != "pre_existing")


def _in_state(kind: str, state: str, key: str, snapshot: Snapshot) -> Iterator[Figure]:
    number = snapshot.synergies[kind, state]
    if number:
        yield _count(key, number)


def _potential(nature: Nature, key: str, snapshot: Snapshot) -> Iterator[Figure]:
    """What could move in a year without moving any tonne twice."""
    if nature in snapshot.potential:
        value, number = snapshot.potential[nature]
        yield Figure(key, DEFINITIONS[key].unit, "computed", value=value, counted=number)


def _agreed(nature: Nature, key: str, snapshot: Snapshot) -> Iterator[Figure]:
    amounts = [life.agreed for life in snapshot.running if life.nature == nature]
    if amounts:
        yield _sum(key, "declared", amounts, ("no agreed quantity",) if None in amounts else ())


def _range(key: str, amounts: Sequence[Amount | None]) -> tuple[Figure]:
    known = [a for a in amounts if a is not None and a.low is not None and a.high is not None]
    missing = _reasons(
        a.missing if a is not None else "not computed" for a in amounts if a not in known
    )
    if not amounts:
        missing = ("no synergy runs",)
    figure = Figure(
        key,
        DEFINITIONS[key].unit,
        "estimated",
        low=sum((Decimal(a.low) for a in known if a.low), Decimal(0)) if known else None,
        high=sum((Decimal(a.high) for a in known if a.high), Decimal(0)) if known else None,
        factors=tuple(sorted({a.factor for a in known if a.factor})),
        missing=missing,
        counted=len(known),
    )
    return (figure,)


def _reported(
    amount: Callable[[Result], str | None], key: str, snapshot: Snapshot
) -> Iterator[Figure]:
    """Results as reported for periods that end within the twelve months to the month's end."""
    last = snapshot.month.last
    since = date(last.year - 1, last.month, 1)
    results = [
        result
        for life in snapshot.lives.values()
        if not life.pre_existing
        for result in life.results
        if since < result.period_end <= last
    ]
    for grade in GRADES:
        values = (amount(result) for result in results if result.grade == grade)
        known = [Decimal(value) for value in values if value is not None]
        if known:
            total = reduce(EXACT.add, known, Decimal(0))
            yield Figure(key, DEFINITIONS[key].unit, grade, value=total, counted=len(known))


def _companies(snapshot: Snapshot) -> int:
    """Companies with at least one synergy that somebody took up (qualified or beyond)."""
    lives = snapshot.lives.values()
    taken_up = [one for one in lives if one.state != "detected" and not one.pre_existing]
    return len(_own({id_ for life in taken_up for id_ in life.organisations}, snapshot.scope))


def _own(organisations: Iterable[UUID], scope: Scope) -> list[UUID]:
    """Of these companies, those that the scope is about."""
    return [one for one in organisations if scope.organisation in (None, one)]


# --- introductions and meetings --------------------------------------------------------------


def _sent(snapshot: Snapshot) -> int:
    """An introduction counts once as sent, in the month when the first of its mails left, and once
    as answered, in the month of its first answer: nobody reports more answered than sent."""
    introductions = snapshot.bodies(IntroductionBody)
    days = (_first(one, snapshot.scope, lambda party: party.sent_on) for one in introductions)
    return sum(day in snapshot.month for day in days)


def _answered(snapshot: Snapshot) -> int:
    introductions = snapshot.bodies(IntroductionBody)
    answered = (
        _first(one, snapshot.scope, lambda party: party.answered_on) for one in introductions
    )
    return sum(day in snapshot.month for day in answered)


def _first(
    introduction: IntroductionBody, scope: Scope, day: Callable[[IntroducedParty], date | None]
) -> date | None:
    """The first such day of the parties that the scope is about."""
    parties = (p for p in introduction.parties if scope.holds_party(p.organisation, p.territory))
    return min((found for one in parties if (found := day(one)) is not None), default=None)


def _meetings(snapshot: Snapshot) -> list[MeetingBody]:
    meetings = snapshot.bodies(MeetingBody)
    return [one for one in meetings if one.held_on in snapshot.month and not one.cancelled]


def _reasons(reasons: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({reason for reason in reasons if reason}))


FORMULAS: Final[Mapping[str, Formula]] = {
    "sites": _counted(lambda s: sum(not site.on_trial for site in s.bodies(SiteBody))),
    "flows_offered": _counted(partial(_declared_flows, "output")),
    **{f"{nature}_offered": partial(_yearly_amount, "output", nature) for nature in REPORT_UNIT},
    "flows_needed": _counted(partial(_declared_flows, "input")),
    **{f"{nature}_needed": partial(_yearly_amount, "input", nature) for nature in REPORT_UNIT},
    "flows_typical": _counted(_typical_flows),
    "synergies": _counted(_all_synergies),
    **{
        f"synergies_{kind}_{state}": partial(_in_state, kind, state)
        for kind in sorted(get_args(SynergyKind))
        for state in sorted((*get_args(State), "pre_existing"))
    },
    "synergies_at_risk": _counted(lambda s: sum(life.at_risk for life in s.lives.values())),
    **{f"potential_{nature}": partial(_potential, nature) for nature in REPORT_UNIT},
    **{f"running_{nature}": partial(_agreed, nature) for nature in REPORT_UNIT},
    "running_tco2e": lambda key, s: _range(key, [life.tco2e for life in s.running]),
    "running_eur": lambda key, s: _range(key, [life.eur for life in s.running]),
    "reported_eur": partial(_reported, lambda result: result.eur),
    "reported_jobs": partial(_reported, lambda result: result.jobs),
    "reported_tco2e": partial(_reported, lambda result: result.tco2e),
    "companies_involved": _counted(_companies),
    "introductions_sent": _counted(_sent),
    "introductions_answered": _counted(_answered),
    "meetings": _counted(lambda s: len(_meetings(s))),
    "meeting_invitations": _counted(
        lambda s: sum(len(_own(one.invited, s.scope)) for one in _meetings(s))
    ),
    "meeting_attendance": _counted(
        lambda s: sum(len(_own(one.attended, s.scope)) for one in _meetings(s))
    ),
}
"""By key of its definition, in the order in which figures are shown."""
