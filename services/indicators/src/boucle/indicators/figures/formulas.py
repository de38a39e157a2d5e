"""From facts to figures: one formula a definition, pure. Its source: its ``Definition``."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final, get_args
from uuid import UUID

from boucle.contract.events.matching import Grade, State
from boucle.contract.events.reasons import Amount, SynergyKind
from boucle.contract.events.registry import Direction, Nature
from boucle.indicators.facts.bodies import (
    REPORT_UNIT,
    Fact,
    IntroducedParty,
    IntroductionBody,
    LifeBody,
    MeetingBody,
    SiteBody,
)
from boucle.indicators.facts.lists import FlowList
from boucle.indicators.figures.definitions import DEFINITIONS
from boucle.indicators.figures.figure import Figure, Month, Scope
from boucle.indicators.figures.flows import Sort
from boucle.indicators.figures.group_formulas import GROUP_FORMULAS
from boucle.indicators.figures.known import Known
from boucle.indicators.figures.reported import reported
from boucle.indicators.figures.running_groups import GROUP_KINDS
from boucle.indicators.figures.snapshot import Snapshot
from boucle.indicators.figures.sums import Formula, count, counted, span, total


def figures(
    facts: Iterable[Fact], scope: Scope, month: Month, lists: Sequence[FlowList] = ()
) -> tuple[Figure, ...]:
    """Every figure of a scope at a month's end; what happens (mails, meetings) within the month."""
    return figures_of(Known.of(facts, lists, month.last), scope, month)


def figures_of(known: Known, scope: Scope, month: Month) -> tuple[Figure, ...]:
    """``known``: at the month's end."""
    snapshot = Snapshot(known, scope, month)
    return tuple(figure for key, formula in FORMULAS.items() for figure in formula(key, snapshot))


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
            missing = (flow.missing for flow in chosen)
            yield total(key, grade, [flow.amount for flow in chosen], missing)


# --- synergies -------------------------------------------------------------------------------


def _all_synergies(snapshot: Snapshot) -> int:
    return sum(n for (_, state), n in snapshot.synergies.items() if state != "pre_existing")


def _in_state(kind: str, state: str, key: str, snapshot: Snapshot) -> Iterator[Figure]:
    number = snapshot.synergies[kind, state]
    if number:
        yield count(key, number)


def _potential(nature: Nature, key: str, snapshot: Snapshot) -> Iterator[Figure]:
    """What could move in a year without moving any tonne twice."""
    if nature in snapshot.potential:
        value, number = snapshot.potential[nature]
        yield Figure(key, DEFINITIONS[key].unit, "computed", value=value, counted=number)


def _agreed(nature: Nature, key: str, snapshot: Snapshot) -> Iterator[Figure]:
    amounts = [life.agreed for life in snapshot.running if life.nature == nature]
    if amounts:
        yield total(key, "declared", amounts, ("no agreed quantity",) if None in amounts else ())


def _brought(
    what: str, of_pair: Callable[[LifeBody], Amount | None], key: str, snapshot: Snapshot
) -> Iterator[Figure]:
    """A group's follows what it is now, a pair's what was computed at its last step."""
    pairs = [of_pair(one) for one in snapshot.running if one.synergy_kind not in GROUP_KINDS]
    groups = (one.brings(what) for one in snapshot.running_groups)
    yield span(key, [*pairs, *(amount for amount in groups if amount)])


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


FORMULAS: Final[Mapping[str, Formula]] = {
    "sites": counted(lambda s: sum(not site.on_trial for site in s.bodies(SiteBody))),
    "flows_offered": counted(partial(_declared_flows, "output")),
    **{f"{nature}_offered": partial(_yearly_amount, "output", nature) for nature in REPORT_UNIT},
    "flows_needed": counted(partial(_declared_flows, "input")),
    **{f"{nature}_needed": partial(_yearly_amount, "input", nature) for nature in REPORT_UNIT},
    "flows_typical": counted(_typical_flows),
    "synergies": counted(_all_synergies),
    **{
        f"synergies_{kind}_{state}": partial(_in_state, kind, state)
        for kind in sorted(get_args(SynergyKind))
        for state in sorted((*get_args(State), "pre_existing"))
    },
    "synergies_at_risk": counted(lambda s: sum(life.at_risk for life in s.lives.values())),
    **{f"potential_{nature}": partial(_potential, nature) for nature in REPORT_UNIT},
    **{f"running_{nature}": partial(_agreed, nature) for nature in REPORT_UNIT},
    "running_tco2e": partial(_brought, "tco2e", lambda life: life.tco2e),
    "running_eur": partial(_brought, "eur", lambda life: life.eur),
    **{f"reported_{one}": partial(reported, one) for one in ("eur", "jobs", "tco2e")},
    "companies_involved": counted(_companies),
    "introductions_sent": counted(_sent),
    "introductions_answered": counted(_answered),
    "meetings": counted(lambda s: len(_meetings(s))),
    "meeting_invitations": counted(
        lambda s: sum(len(_own(one.invited, s.scope)) for one in _meetings(s))
    ),
    "meeting_attendance": counted(
        lambda s: sum(len(_own(one.attended, s.scope)) for one in _meetings(s))
    ),
    **GROUP_FORMULAS,
}
"""By key of its definition, in the order in which figures are shown."""
