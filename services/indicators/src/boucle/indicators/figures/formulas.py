"""From facts to figures: pure functions of the set of facts, a scope and a month.

Grades are never added together: each (figure, grade) stands alone. Annual figures say so in their
unit. Avoided CO2 may be negative. What is missing is ``None`` with the reason, never a guess.
Source of each formula: its ``Definition``.
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from functools import reduce
from typing import Literal
from uuid import UUID

from boucle.common.events.matching import Amount, Grade
from boucle.indicators.facts.projections import (
    GRADE_OF,
    REPORT_UNIT,
    AnyBody,
    Fact,
    FlowBody,
    IntroductionBody,
    LifeBody,
    MeetingBody,
    SiteBody,
    SynergyBody,
    TerritoryBody,
    in_force,
)
from boucle.indicators.figures.definitions import DEFINITIONS

GRADES: tuple[Grade, ...] = ("estimated", "declared", "verified")
EXACT = Context(prec=60)
"""Holds sums of reported amounts, each of up to 18 digits before the point and 12 after."""
FigureGrade = Literal["counted", "computed", "estimated", "declared", "verified"]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures: territories (a federation is its members, each synergy once) or a company."""

    territories: frozenset[str] = frozenset()
    organisation: UUID | None = None

    def holds(self, body: AnyBody) -> bool:
        if self.organisation is not None:
            return self.organisation in body.organisations
        return not self.territories.isdisjoint(body.territories)

    def holds_party(self, organisation: UUID, territory: str) -> bool:
        if self.organisation is not None:
            return organisation == self.organisation
        return territory in self.territories


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month, seen on a day: the month under way ends today."""

    first: date
    last: date

    @classmethod
    def of(cls, year: int, month: int, today: date) -> Month:
        last = date(year, month, calendar.monthrange(year, month)[1])
        return cls(date(year, month, 1), min(last, max(today, date(year, month, 1))))

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: ``value`` or ``low``..``high``, in ``unit``; ``None`` if ``missing`` says why."""

    key: str
    unit: str
    grade: FigureGrade
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    factors: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    counted: int = 0

    @property
    def formula(self) -> str:
        return DEFINITIONS[self.key].formula


def members(facts: Iterable[Fact], siren: str) -> frozenset[str]:
    """The territory itself and, for a federation, every territory below it."""
    parents = {
        fact.entity: fact.body.parent
        for fact in in_force(facts, date.max)
        if isinstance(fact.body, TerritoryBody)
    }
    found = {siren}
    while added := {child for child, parent in parents.items() if parent in found} - found:
        found |= added
    return frozenset(found)


def figures(facts: Sequence[Fact], scope: Scope, month: Month) -> tuple[Figure, ...]:
    """Every figure of a scope at a month's end; what happens (mails, meetings) within the month."""
    held = [fact for fact in in_force(facts, month.last) if scope.holds(fact.body)]
    bodies = [fact.body for fact in held]
    lives = {fact.entity: fact.body for fact in held if isinstance(fact.body, LifeBody)}
    # What rests on a flow that nobody declared waits for an animator's word, here too.
    candidacies = {
        fact.entity: fact.body
        for fact in held
        if isinstance(fact.body, SynergyBody) and (not fact.body.typical or fact.entity in lives)
    }
    return (
        count("sites", sum(isinstance(body, SiteBody) for body in bodies)),
        *_flows([body for body in bodies if isinstance(body, FlowBody)]),
        *_synergies(candidacies, lives),
        *_potential(candidacies, lives),
        *_running([life for life in lives.values() if life.state == "running"]),
        *_reported(list(lives.values()), month),
        *_companies(list(lives.values()), scope),
        *_introductions([b for b in bodies if isinstance(b, IntroductionBody)], scope, month),
        *_meetings([b for b in bodies if isinstance(b, MeetingBody)], scope, month),
    )


def count(key: str, value: int) -> Figure:
    return Figure(key, DEFINITIONS[key].unit, "counted", value=Decimal(value), counted=value)


def _flows(flows: Sequence[FlowBody]) -> Iterator[Figure]:
    """Flows and yearly amounts by direction, nature and grade; a likely duplicate counts once."""
    held = [flow for flow in flows if not flow.duplicate]
    for direction, word in (("output", "offered"), ("input", "needed")):
        side = [flow for flow in held if flow.direction == direction and GRADE_OF[flow.certainty]]
        yield count(f"flows_{word}", len(side))
        for nature in REPORT_UNIT:
            for grade in ("estimated", "declared"):
                chosen = [f for f in side if f.nature == nature and GRADE_OF[f.certainty] == grade]
                if chosen:
                    yield _total_of(f"{nature}_{word}", grade, chosen)
    yield count("flows_typical", sum(GRADE_OF[flow.certainty] is None for flow in held))


def _total_of(key: str, grade: FigureGrade, flows: Sequence[FlowBody]) -> Figure:
    known = [flow.amount for flow in flows if flow.amount is not None]
    return Figure(
        key,
        DEFINITIONS[key].unit,
        grade,
        value=sum(known, Decimal(0)) if known else None,
        missing=_reasons(flow.missing for flow in flows),
        counted=len(known),
    )


def _synergies(candidacies: dict[str, SynergyBody], lives: dict[str, LifeBody]) -> Iterator[Figure]:
    """By kind and state; a pair without a life is ``detected``; pre-existing ones stand apart."""
    counts: Counter[tuple[str, str]] = Counter()
    for synergy, body in candidacies.items():
        if synergy not in lives:
            counts[(body.synergy_kind, "detected")] += 1
    for life in lives.values():
        counts[(life.synergy_kind, "pre_existing" if life.pre_existing else life.state)] += 1
    total = sum(n for (_, state), n in counts.items() if state != "pre_existing")
    yield count("synergies", total)
    for (kind, state), number in sorted(counts.items()):
        yield count(f"synergies_{kind}_{state}", number)
    yield count("synergies_at_risk", sum(life.at_risk for life in lives.values()))


def _potential(candidacies: dict[str, SynergyBody], lives: dict[str, LifeBody]) -> Iterator[Figure]:
    """What could move in a year without moving any tonne twice.

    Candidacies not yet settled take, best score first, what is left of their offer and need.
    """
    taking_place = {
        synergy: body
        for synergy, body in candidacies.items()
        if synergy not in lives or lives[synergy].state in _OPEN
    }
    for nature in REPORT_UNIT:
        chosen = {s: body for s, body in taking_place.items() if body.nature == nature}
        if chosen:
            key = f"potential_{nature}"
            yield Figure(
                key,
                DEFINITIONS[key].unit,
                "computed",
                value=sum(allocate(chosen).values(), Decimal(0)),
                counted=len(chosen),
            )


_OPEN = frozenset({"detected", "qualified", "introduced", "interested", "consented", "studying"})


def allocate(candidacies: dict[str, SynergyBody]) -> dict[str, Decimal]:
    """Share each flow's yearly amount among its pairs, best score first (ties: synergy id)."""
    left: dict[tuple[str, UUID], Decimal] = {}
    taken: dict[str, Decimal] = {}
    for synergy, body in sorted(candidacies.items(), key=lambda item: (-item[1].score, item[0])):
        if body.amount is None:
            continue
        offer, need = ("offer", body.offer), ("need", body.need)
        offered = left.setdefault(offer, body.offer_total or body.amount)
        needed = left.setdefault(need, body.need_total or body.amount)
        moved = min(body.amount, offered, needed)
        taken[synergy] = moved
        left[offer], left[need] = offered - moved, needed - moved
    return taken


def _running(running: Sequence[LifeBody]) -> Iterator[Figure]:
    """Agreed yearly quantities, their computed CO2 and money; pre-existing ones never counted."""
    brought = [life for life in running if not life.pre_existing]
    for nature in REPORT_UNIT:
        chosen = [life for life in brought if life.nature == nature]
        known = [life.agreed for life in chosen if life.agreed is not None]
        if chosen:
            key = f"running_{nature}"
            yield Figure(
                key,
                DEFINITIONS[key].unit,
                "declared",
                value=sum(known, Decimal(0)) if known else None,
                missing=("no agreed quantity",) if len(known) < len(chosen) else (),
                counted=len(known),
            )
    yield _range("running_tco2e", [life.tco2e for life in brought])
    yield _range("running_eur", [life.eur for life in brought])


def _range(key: str, amounts: Sequence[Amount | None]) -> Figure:
    known = [a for a in amounts if a is not None and a.low is not None and a.high is not None]
    missing = _reasons(
        a.missing if a is not None else "not computed" for a in amounts if a not in known
    )
    if not amounts:
        missing = ("no synergy runs",)
    return Figure(
        key,
        DEFINITIONS[key].unit,
        "estimated",
        low=sum((Decimal(a.low) for a in known if a.low), Decimal(0)) if known else None,
        high=sum((Decimal(a.high) for a in known if a.high), Decimal(0)) if known else None,
        factors=tuple(sorted({a.factor for a in known if a.factor})),
        missing=missing,
        counted=len(known),
    )


def _reported(lives: Sequence[LifeBody], month: Month) -> Iterator[Figure]:
    """Results as reported for periods that end within the twelve months to the month's end."""
    since = date(month.last.year - 1, month.last.month, 1)
    results = [
        result
        for life in lives
        if not life.pre_existing
        for result in life.results
        if since < result.period_end <= month.last
    ]
    for grade in GRADES:
        graded = [result for result in results if result.grade == grade]
        yield from _sum_reported("reported_eur", grade, [result.eur for result in graded])
        yield from _sum_reported("reported_jobs", grade, [result.jobs for result in graded])
        yield from _sum_reported("reported_tco2e", grade, [result.tco2e for result in graded])


def _sum_reported(key: str, grade: Grade, values: Sequence[str | None]) -> Iterator[Figure]:
    known = [Decimal(value) for value in values if value is not None]
    if known:
        total = reduce(EXACT.add, known, Decimal(0))
        yield Figure(key, DEFINITIONS[key].unit, grade, value=total, counted=len(known))


def _companies(lives: Sequence[LifeBody], scope: Scope) -> Iterator[Figure]:
    """Companies with at least one synergy that somebody took up (qualified or beyond)."""
    taken_up = [life for life in lives if life.state != "detected" and not life.pre_existing]
    companies = {organisation for life in taken_up for organisation in life.organisations}
    if scope.organisation is not None:
        companies &= {scope.organisation}
    yield count("companies_involved", len(companies))


def _introductions(
    introductions: Sequence[IntroductionBody], scope: Scope, month: Month
) -> Iterator[Figure]:
    """An introduction counts once as sent, in the month when the last of its mails left, and once
    as answered, in the month of its first answer: nobody reports more answered than sent."""
    sent = sum(
        max((p.sent_on for p in i.parties if p.sent_on), default=None) in month
        for i in introductions
    )
    answered = sum(_first_answer(i, scope) in month for i in introductions)
    yield count("introductions_sent", sent)
    yield count("introductions_answered", answered)


def _first_answer(introduction: IntroductionBody, scope: Scope) -> date | None:
    return min(
        (
            party.answered_on
            for party in introduction.parties
            if party.answered_on and scope.holds_party(party.organisation, party.territory)
        ),
        default=None,
    )


def _meetings(meetings: Sequence[MeetingBody], scope: Scope, month: Month) -> Iterator[Figure]:
    held = [meeting for meeting in meetings if meeting.held_on in month]
    own = {scope.organisation} if scope.organisation is not None else None

    def total(groups: Iterable[tuple[UUID, ...]]) -> int:
        return sum(len(group) if own is None else len(own & set(group)) for group in groups)

    yield count("meetings", len(held))
    yield count("meeting_invitations", total(meeting.invited for meeting in held))
    yield count("meeting_attendance", total(meeting.attended for meeting in held))


def _reasons(reasons: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({reason for reason in reasons if reason}))
