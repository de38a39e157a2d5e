"""What must be told: to each party before and after consent, to each territory by month.

`compare` looks for differences in what was told; this says the same things outright, for a
report to be read beside the system's, and for tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.reference.ledger.agreed import Rate
from tests.reference.ledger.kinds import pairs
from tests.reference.ledger.lives import counted_state, in_month, rate
from tests.reference.ledger.quantities import ZERO, Month, Span, exact, unknown
from tests.reference.ledger.recorded.declared import day
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.lives_read import Life
from tests.reference.ledger.rules import all_faults, members_of, own_bound, pair_of, reckon_group
from tests.reference.ledger.territory import (
    Scope,
    count,
    declared,
    reported,
    running_eur,
    running_quantity,
)
from tests.reference.ledger.territory import running_tco2e as tco2e

STATES = ("detected", "running", "at_risk", "lost", "stopped", "refused")


@dataclass(frozen=True)
class ToParty:
    """What one company must be told of one synergy.

    `before` is a range that holds its gain and never exceeds what its own cost allows; unknown:
    "à chiffrer" with what is missing, or, where `reference`, a public value of what it gives.
    """

    synergy: str
    company: str
    state: str
    before: Span
    reference: bool
    share: Span
    joint: Span
    running: Rate


def to_party(world: World, life: Life, company: str, on: date) -> ToParty:
    """Before consent its own bound, afterwards its share and the joint gain (issue 37.1, 37.3)."""
    pair = pair_of(world, life)
    state, running = counted_state(life, on), rate(life, on)
    if pair is not None:
        return _of_pair(life, pair, company, state, running)
    members = members_of(world, life)
    numbers = world.parameters((life.group or {}).get("territory"))
    if not members:
        lack = unknown("members")
        return ToParty(life.id, company, state, lack, False, lack, lack, running)
    right = reckon_group(world, life, members, numbers)
    mine = [n for n, m in enumerate(members) if m.sharing.organisation == company]
    share = right.savings[mine[0]] if mine and mine[0] < len(right.savings) else unknown("share")
    before = unknown("cost")
    if mine and right.eur.known:
        limit = own_bound(members[mine[0]].sharing, numbers)
        before = Span(ZERO, limit) if limit is not None else before
    return ToParty(life.id, company, state, before, False, share, right.eur, running)


def _of_pair(life: Life, pair: pairs.Pair, company: str, state: str, running: Rate) -> ToParty:
    offers = pair.offer.organisation == company
    quantity = pairs.possible(pair)
    if not quantity.known:
        return ToParty(life.id, company, state, quantity, False, quantity, quantity, running)
    most = quantity.bounds()[1]
    reference = offers and pairs.needs_reference_value(pair)
    before = unknown("public reference value") if reference else pairs.own_bound(pair, offers, most)
    joint = pairs.both_gain_most(pair, most)
    return ToParty(life.id, company, state, before, reference, unknown("price"), joint, running)


def to_territory(world: World, siren: str, month: Month, today: date) -> dict[str, Span]:
    """A territory's or a federation's figures as of a month's end, or of today (indicators.md)."""
    on = min(month.last, today)
    scope = Scope(frozenset(world.members_of(siren)))
    found = {f"synergies_{state}": exact(_n(count(world, scope, on, state))) for state in STATES}
    found |= {
        "running_material": running_quantity(world, scope, on, "t"),
        "running_water": running_quantity(world, scope, on, "m3"),
        "running_energy": running_quantity(world, scope, on, "MWh"),
        "running_eur": running_eur(world, scope, on),
        "running_tco2e": tco2e(world, scope, on),
        "month_eur": running_eur(world, scope, on, "month"),
        "month_tco2e": tco2e(world, scope, on, "month"),
        "reported_eur": reported(world, scope, on, lambda r: r.eur),
        "reported_tco2e": reported(world, scope, on, lambda r: r.tco2e),
        "reported_jobs": reported(world, scope, on, lambda r: r.jobs),
    }
    for what in ("sites", "flows_offered", "flows_needed", "flows_typical"):
        found[what] = exact(_n(declared(world, scope, what)))
    return found


def by_month(world: World, life: Life, first: Month, last: Month) -> dict[str, Rate]:
    """What one synergy brought in each month (issue 37.2)."""
    found: dict[str, Rate] = {}
    month = first
    while month <= last:
        found[str(month)] = in_month(life, month)
        step = day(f"{month.year + month.number // 12:04d}-{month.number % 12 + 1:02d}-01")
        assert step is not None
        month = Month(step.year, step.month)
    return found


def disallowed(world: World, on: date) -> dict[str, list[str]]:
    """Groups that exist and may not, with why."""
    found = {}
    for life in world.lives.values():
        if life.group is not None:
            faults = all_faults(world, life, on)
            if faults:
                found[life.id] = [f"{f.what}: {f.rule} ({f.source})" for f in faults]
    return found


def _n(value: int) -> Fraction:
    return Fraction(value)
