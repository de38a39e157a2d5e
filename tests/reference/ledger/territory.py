"""Indicators of a territory, a federation or a company, of a month, as they must be told.

users B1: "it is the number that goes to elected officials and ADEME". kinds 4: "each is a fact
with grade, date, annual/lifetime"; kinds 0.3: operational = at least one exchange made, or one
pooled service used, by two entities or more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from tests.reference.ledger.agreed import Rate, runs_on
from tests.reference.ledger.lives import averaged, counted_state, in_month, rate, twelve_months
from tests.reference.ledger.parts import LEFT, given, reported_to
from tests.reference.ledger.quantities import (
    ZERO,
    Month,
    Span,
    exact,
    months_after,
    total,
)
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.lives_read import Life, Report
from tests.reference.ledger.recorded.recording import EVERYWHERE
from tests.reference.ledger.reports import all_believed, part_that_ran

NATURES = {"t": "material", "m3": "water", "MWh": "energy"}


@dataclass(frozen=True)
class Scope:
    """Whose figures: territories (a federation's all), or one company."""

    territories: frozenset[str]
    company: str | None = None

    def has(self, life: Life) -> bool:
        """Whether a synergy counts here; in a federation once (indicators.md).

        In a territory it counts whole if one of its sites is there (OPEN 12).
        """
        if self.company is not None:
            known = life.disclosed or life.group is None
            return known and any(p.organisation == self.company for p in life.parties)
        return any(p.territory in self.territories for p in life.parties)


def fresh(world: World, scope: Scope) -> bool:
    """Whether all that exists was read since the last change: else states cannot be counted."""
    known = bool(scope.territories) and scope.territories <= world.fresh
    return EVERYWHERE in world.fresh or known


def counted_in(world: World, scope: Scope, on: date) -> list[Life]:
    """The synergies whose state counts; of a company those that it knows of.

    It knows what it was written to about, what the parties do together, and what it answered
    before a mail left (introductions.md).
    """
    if scope.company is None:
        return lives_in(world, scope)
    return [life for life in world.lives.values() if _knows(world, life, scope.company, on)]


def _knows(world: World, life: Life, company: str, on: date) -> bool:
    own = [party.standing for party in life.parties if party.organisation == company]
    if life.group is not None and own and own[0] in LEFT:
        return False  # "Leavers see nothing" (indicators.md)
    together = counted_state(life, on) in ("studying", "running", "at_risk", "stopped")
    shown = life.disclosed or together or (company, life.id) in world.mailed
    return bool(own) and (shown or own[0] != "pending")


def state_for(life: Life, scope: Scope, on: date) -> str:
    """Its state as the reader may know it: before names, a member of a group is not told what the
    others answered: it has its own state, and what is over has stopped for it (introductions.md,
    "What a company sees of it": `answered` once it answered)."""
    state = counted_state(life, on)
    if scope.company is None or life.group is None or life.disclosed:
        return state
    if state in ("refused", "already_done"):
        return "stopped"
    own = [party.standing for party in life.parties if party.organisation == scope.company]
    if state in ("qualified", "introduced", "interested", "consented") and own:
        return "introduced" if own[0] == "pending" else "interested"
    return state


def lives_in(world: World, scope: Scope) -> list[Life]:
    """The synergies that count, each once; across the border once somebody acted on it
    (indicators.md): whether lists hold a pair, and a group's state, follow exact values of
    others (disclosure.md)."""
    return [
        life
        for life in world.lives.values()
        if life.parties and scope.has(life) and not (_found_only(life) and _crosses(life, scope))
    ]


def _found_only(life: Life) -> bool:
    """Nobody acted on it yet: "version: 0 while nobody acted" (the API's own words)."""
    return life.state == "detected" and not life.seen.get("version")


def _crosses(life: Life, scope: Scope) -> bool:
    return any(party.territory not in scope.territories for party in life.parties)


def count(world: World, scope: Scope, on: date, state: str, kind: str | None = None) -> int:
    """How many are in a state; lost ones are lost, those at risk at risk (figures.md 11).

    A running group at risk runs all the same, a lost one is at risk: both counts hold it
    (figures.md 11: `synergies_at_risk` 0 of a lost one is wrong; OPEN 13). Groups that are only
    near are no synergies yet, and what ran before is left out (both as the product states it).
    """
    found = 0
    for life in counted_in(world, scope, on):
        if life.pre_existing or near(life) or (kind is not None and life.kind != kind):
            continue
        if replaced(life, on):
            continue
        now = state_for(life, scope, on)
        also = ("at_risk",) if state == "running" else ("lost",) if state == "at_risk" else ()
        found += now == state or (now in also and runs_on(life, on))
    return found


def count_all(world: World, scope: Scope, on: date) -> int:
    """All synergies, each once: pairs, viable groups and lives (rule as the product states it)."""
    return sum(
        not life.pre_existing and not near(life) and not replaced(life, on)
        for life in counted_in(world, scope, on)
    )


def replaced(life: Life, on: date) -> bool:
    """A group that grew, counted as the one that took its place (ADR 0051: "nothing is counted
    twice"): replaced is not stopped."""
    return bool((life.group or {}).get("grown_into")) and counted_state(life, on) == "stopped"


def near(life: Life) -> bool:
    """A group that nobody acts on and that misses its threshold, or that is lost."""
    return life.state == "detected" and (life.group or {}).get("state") in ("near", "lost")


def involved(world: World, scope: Scope, on: date) -> int:
    """Companies with a synergy qualified or beyond (rule as the product states it; OPEN 33).

    Who left a group is in it no more (groups.md: "without members who left").
    """
    found = set()
    for life in counted_in(world, scope, on):
        if state_for(life, scope, on) not in ("detected", "refused") and not life.pre_existing:
            found |= {
                p.organisation
                for p in life.parties
                if p.territory in scope.territories or p.organisation == scope.company
                if life.group is None or p.standing not in LEFT
            }
    return len(found - {None})


def counting(life: Life, on: date) -> bool:
    """Whether its figures count: it runs and is not lost (figures.md 11, indicators.md).

    What ran before the approach (`pre_existing`) is left out: the figures' own formulas say so
    (rule as the product states it: "pre-existing ones left out"; OPEN 14).
    """
    return runs_on(life, on) and begun(life)


def begun(life: Life) -> bool:
    """Whether it ever ran and its figures count: what ended brings nothing after its last day."""
    lost = life.lost and life.state == "running"
    return bool(life.agreements) and not lost and not life.pre_existing


def _ran(life: Life, basis: str) -> bool:
    """Whether it counts: within a month, a group that was lost counts until that day."""
    if basis == "month" and life.lost_on is not None:
        return bool(life.agreements) and not life.pre_existing
    return begun(life)


def _brought(
    world: World, scope: Scope, on: date, basis: str, part: Callable[[Rate], Span]
) -> Span:
    rates = by_basis(basis, on, scope.company)
    return total(part(rates(life)) for life in lives_in(world, scope) if _ran(life, basis))


def by_basis(basis: str, on: date, company: str | None = None) -> Callable[[Life], Rate]:
    """A year's rate as of a day or over a month, what a month brought, or twelve months; of a
    group, to one company its own part (indicators.md)."""
    month = Month(on.year, on.month)
    return {
        "rate": lambda life: rate(life, on, company),
        "average": lambda life: averaged(life, month, company),
        "month": lambda life: in_month(life, month, company, _last(life, on)),
        "twelve_months": lambda life: twelve_months(life, month, company),
    }[basis]


def _last(life: Life, on: date) -> date:
    """The last day that may count: of a lost group the day before (indicators.md: a member's
    leaving counts from that day on)."""
    return on if life.lost_on is None else min(on, life.lost_on - timedelta(days=1))


def running_quantity(world: World, scope: Scope, on: date, unit: str, basis: str = "rate") -> Span:
    """t, m3 or MWh of what runs (issue 37.2: agreed, then reported). What groups collect or use
    together is told apart: indicators.md names `running_eur` and `running_tco2e` as including
    them."""

    def part(life: Life) -> Span:
        found = by_basis(basis, on)(life)
        if found.unit is None and not found.amount.known:
            return found.amount
        return found.amount if found.unit == unit else exact(ZERO)

    nature = NATURES.get(unit)
    chosen = Scope(scope.territories, scope.company)
    pairs = [life for life in lives_in(world, chosen) if life.group is None]
    lives = [life for life in pairs if begun(life) and _of_nature(life, nature)]
    return total(part(life) for life in lives)


def _of_nature(life: Life, nature: str | None) -> bool:
    told = life.seen.get("nature")
    return nature is None or told is None or told == nature


def running_eur(world: World, scope: Scope, on: date, basis: str = "rate") -> Span:
    """Euros of what runs: of the agreed, then reported quantity (users B1)."""
    return _brought(world, scope, on, basis, lambda r: r.eur)


def running_tco2e(world: World, scope: Scope, on: date, basis: str = "rate") -> Span:
    """CO2 of what runs: of the agreed, then reported quantity (users B1)."""
    return _brought(world, scope, on, basis, lambda r: r.tco2e)


def reported(
    world: World, scope: Scope, on: date, part: Callable[[Report], Fraction | None]
) -> Span:
    """Reported results of the last twelve months, never added to estimates (indicators.md).

    A joint result of all members replaces what each reported for the same time; of a pair whose
    sides both report the lesser counts (OPEN 3).
    """
    begin = months_after(on, -12)
    spans = []
    for life in lives_in(world, scope):
        recent = [r for r in all_believed(life) if begin < r.last <= on]
        recent = [r for r in recent if not given(life, r, recent, part)]
        for period in {(r.first, r.last) for r in recent}:
            same = [r for r in recent if (r.first, r.last) == period]
            if scope.company is not None and life.group is not None:
                spans += reported_to(life, same, scope.company, part)
                continue
            same = [r for r in same if r.by is None] or same
            if scope.company is not None:
                same = [r for r in same if r.by in (scope.company, None)]
            told = [(part(r), part_that_ran(life, r)) for r in same]
            values = [value * ran for value, ran in told if value is not None]
            if values:
                lesser = life.kind == "substitution"
                spans.append(exact(min(values) if lesser else sum(values, ZERO)))
    return total(spans)


def fits(world: World, scope: Scope, organisation: str, territory: str) -> bool:
    """Whether a declaration counts: of a verified company, none on trial (verified.md)."""
    company = world.organisations.get(organisation)
    if company is not None and (not company.verified or company.withdrawn):
        return False
    if scope.company is not None:
        return organisation == scope.company
    return territory in scope.territories


def declared(world: World, scope: Scope, what: str) -> int:
    """Sites and flows in force (verified.md; typical flows are in no other figure)."""
    if what == "sites":
        sites = [s for s in world.sites.values() if not s.withdrawn]
        return sum(fits(world, scope, s.organisation, s.territory) for s in sites)
    flows = [
        f
        for f in world.flows.values()
        if not f.withdrawn and fits(world, scope, f.organisation, f.territory)
    ]
    if what == "flows_typical":
        return sum(f.typical for f in flows)
    output = what == "flows_offered"
    return sum(f.output == output and not f.typical for f in flows)


def declared_quantity(
    world: World, scope: Scope, nature: str, output: bool, grade: str
) -> Fraction:
    """The yearly quantity in force by grade, duplicates once (rule as the product states it)."""
    unit = {v: k for k, v in NATURES.items()}[nature]
    certainty = {"declared": "measured"}.get(grade, grade)
    return sum(
        (
            f.quantity or ZERO
            for f in world.flows.values()
            if (f.output, f.nature, f.unit, f.certainty) == (output, nature, unit, certainty)
            and not f.withdrawn
            and not f.duplicate
            and fits(world, scope, f.organisation, f.territory)
        ),
        ZERO,
    )


def declared_sharings(world: World, scope: Scope, kind: str, need: bool, on: date) -> int:
    """Needs or offers of services, equipment, workforce in force, none on trial."""
    return sum(
        s.kind == kind
        and s.need == need
        and s.in_force(on)
        and fits(world, scope, s.organisation, s.territory)
        for s in world.sharings.values()
    )
