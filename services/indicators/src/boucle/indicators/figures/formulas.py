"""Compute figures from facts: one formula a row of ``definitions.toml``. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final
from uuid import UUID

from boucle.contract.events.matching import Grade
from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Direction, Nature
from boucle.indicators.facts.bodies import (
    Fact,
    IntroducedParty,
    IntroductionBody,
    LifeBody,
    MeetingBody,
    SiteBody,
)
from boucle.indicators.facts.kinds import of_groups
from boucle.indicators.facts.lists import FlowList
from boucle.indicators.figures.definitions import CATALOGUE, DEFINITIONS, Definition
from boucle.indicators.figures.facts_in_force import FactsInForce
from boucle.indicators.figures.figure import Figure, Month, Scope
from boucle.indicators.figures.flows import FlowOrder
from boucle.indicators.figures.group_formulas import GROUP_FORMULAS
from boucle.indicators.figures.ran import quantities, ran_agreed, ran_brought
from boucle.indicators.figures.rates import of_pair, quantity_of
from boucle.indicators.figures.reported import reported
from boucle.indicators.figures.snapshot import FactSnapshot
from boucle.indicators.figures.sums import Formula, count, counted, span, total

_NOT_TAKEN_UP: Final = ("detected", "refused")


def figures(
    facts: Iterable[Fact], scope: Scope, month: Month, lists: Sequence[FlowList] = ()
) -> tuple[Figure, ...]:
    """Return every figure of a scope at a month's end; events (mails, meetings) count within the
    month."""
    return figures_of(FactsInForce.of(facts, lists, month.last), scope, month)


def figures_of(facts: FactsInForce, scope: Scope, month: Month) -> tuple[Figure, ...]:
    """``facts`` are the facts in force at the month's end."""
    snapshot = FactSnapshot(facts, scope, month)
    return tuple(
        figure
        for key, formula in _BY_FIGURE.items()
        for figure in formula(key=key, snapshot=snapshot)
    )


# --- flows -----------------------------------------------------------------------------------


def _declared_flows(direction: Direction, snapshot: FactSnapshot) -> int:
    its = snapshot.sorts.items()
    return sum(count for sort, count in its if sort.direction == direction and sort.grade)


def _typical_flows(snapshot: FactSnapshot) -> int:
    return sum(count for sort, count in snapshot.sorts.items() if sort.grade is None)


def _yearly_amount(
    direction: Direction, nature: Nature, key: str, snapshot: FactSnapshot
) -> Iterator[Figure]:
    grades: tuple[Grade, ...] = ("estimated", "declared")
    for grade in grades:
        chosen = snapshot.flows_of(FlowOrder(nature, direction, grade))
        if chosen:
            missing = (flow.missing for flow in chosen)
            yield total(key, grade, [flow.amount for flow in chosen], missing)


# --- synergies -------------------------------------------------------------------------------


def _all_synergies(snapshot: FactSnapshot) -> int:
    return sum(n for (_, state), n in snapshot.synergies.items() if state != "pre_existing")


def _in_state(kind: str, state: str, key: str, snapshot: FactSnapshot) -> Iterator[Figure]:
    number = snapshot.synergies[kind, state]
    if number:
        yield count(key, number)


def _potential(nature: Nature, key: str, snapshot: FactSnapshot) -> Iterator[Figure]:
    """Return what could move in a year, counting no tonne twice."""
    if nature in snapshot.potential:
        value, number = snapshot.potential[nature]
        yield Figure(key, DEFINITIONS[key].unit, "computed", value=value, counted=number)


def _agreed(nature: Nature, key: str, snapshot: FactSnapshot) -> Iterator[Figure]:
    on = snapshot.month.last
    yield from quantities(
        key, [quantity_of(one, on) for one in snapshot.running if one.nature == nature]
    )


def _brought(
    what: str, computed: Callable[[LifeBody], Amount | None], key: str, snapshot: FactSnapshot
) -> Iterator[Figure]:
    """Compute a group's result from its present state, a pair's from its last step; of what is
    agreed, then reported."""
    on = snapshot.month.last
    of_pairs = [one for one in snapshot.running if not of_groups(one)]
    pairs = [of_pair(one, computed(one), what, on) for one in of_pairs]
    groups = (one.brings(what) for one in snapshot.running_groups)
    yield span(key, [*pairs, *groups])


def _is_at_risk(life: LifeBody, on: date) -> bool:
    begun = life.risk_since is None or life.risk_since <= on
    return life.at_risk and begun and life.state == "running" and not life.pre_existing


def _companies(snapshot: FactSnapshot) -> int:
    lives = snapshot.lives.values()
    taken_up = (one for one in lives if one.state not in _NOT_TAKEN_UP and not one.pre_existing)
    return len({here for life in taken_up for here in _here(life, snapshot.scope)})


def _here(life: LifeBody, scope: Scope) -> Iterator[UUID]:
    """Yield its companies in this scope; of a fact from before places were stored, all of them."""
    places = life.places or (None,) * len(life.organisations)
    for organisation, place in zip(life.organisations, places, strict=True):
        if place is None or scope.holds_party(organisation, place):
            yield organisation


def _own(organisations: Iterable[UUID], scope: Scope) -> list[UUID]:
    return [one for one in organisations if scope.organisation in (None, one)]


# --- introductions and meetings --------------------------------------------------------------


def _sent(snapshot: FactSnapshot) -> int:
    """Count an introduction once as sent, in the month of its first mail, and once as answered, in
    the month of its first answer: nobody reports more answered than sent."""
    introductions = snapshot.bodies(IntroductionBody)
    days = (_first(one, snapshot.scope, lambda party: party.sent_on) for one in introductions)
    return sum(day in snapshot.month for day in days)


def _answered(snapshot: FactSnapshot) -> int:
    introductions = snapshot.bodies(IntroductionBody)
    answered = (
        _first(one, snapshot.scope, lambda party: party.answered_on) for one in introductions
    )
    return sum(day in snapshot.month for day in answered)


def _first(
    introduction: IntroductionBody, scope: Scope, day: Callable[[IntroducedParty], date | None]
) -> date | None:
    parties = (p for p in introduction.parties if scope.holds_party(p.organisation, p.territory))
    return min((found for one in parties if (found := day(one)) is not None), default=None)


def _meetings(snapshot: FactSnapshot) -> list[MeetingBody]:
    meetings = snapshot.bodies(MeetingBody)
    return [one for one in meetings if one.held_on in snapshot.month and not one.cancelled]


FORMULAS: Final[Mapping[str, Formula]] = {
    "sites": counted(lambda snapshot: sum(not site.on_trial for site in snapshot.bodies(SiteBody))),
    "flows_offered": counted(partial(_declared_flows, "output")),
    "{nature}_offered": partial(_yearly_amount, "output"),
    "flows_needed": counted(partial(_declared_flows, "input")),
    "{nature}_needed": partial(_yearly_amount, "input"),
    "flows_typical": counted(_typical_flows),
    "synergies": counted(_all_synergies),
    "synergies_{kind}_{state}": _in_state,
    "synergies_at_risk": counted(
        lambda snapshot: sum(
            _is_at_risk(life, snapshot.month.last) for life in snapshot.lives.values()
        )
    ),
    "potential_{nature}": _potential,
    "running_{nature}": _agreed,
    "running_tco2e": partial(_brought, "tco2e", lambda life: life.tco2e),
    "running_eur": partial(_brought, "eur", lambda life: life.eur),
    "ran_{nature}": ran_agreed,
    "ran_tco2e": partial(ran_brought, "tco2e", lambda life: life.tco2e),
    "ran_eur": partial(ran_brought, "eur", lambda life: life.eur),
    "reported_{what}": reported,
    "companies_involved": counted(_companies),
    "introductions_sent": counted(_sent),
    "introductions_answered": counted(_answered),
    "meetings": counted(lambda snapshot: len(_meetings(snapshot))),
    "meeting_invitations": counted(
        lambda snapshot: sum(len(_own(one.invited, snapshot.scope)) for one in _meetings(snapshot))
    ),
    "meeting_attendance": counted(
        lambda snapshot: sum(len(_own(one.attended, snapshot.scope)) for one in _meetings(snapshot))
    ),
    **GROUP_FORMULAS,
}
"""By key of its row."""


def bound(
    definitions: Mapping[str, Definition], rows: Iterable[str], formulas: Mapping[str, Formula]
) -> dict[str, Formula]:
    """Bind each figure's formula to the arguments of its definition. Raise ValueError where a row
    has no formula, or a formula no row."""
    if unmatched := set(rows) ^ formulas.keys():
        raise ValueError(
            f"a row or a formula only, of a figure that needs both: {sorted(unmatched)}"
        )
    return {key: partial(formulas[one.row], **one.arguments) for key, one in definitions.items()}


_BY_FIGURE: Final = bound(DEFINITIONS, CATALOGUE.figures, FORMULAS)
