"""Which figure of an answer of indicators is which reckoning. Keys that are unknown are listed.

The keys that the notes name: `running_energy`, `running_eur`, `running_tco2e`,
`synergies_at_risk` (users B1, figures.md 11), "synergies : substitution, detected" (users 17).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.reference.ledger.group_counts import count_groups, group_figure, running_posts
from tests.reference.ledger.indicators.by_kind import (
    firms_per_post,
    heat,
    kilometres,
    only,
    tonnes,
    use,
)
from tests.reference.ledger.indicators.month_counts import COUNTS, on_trial, unknown_to
from tests.reference.ledger.indicators.potential import potential
from tests.reference.ledger.quantities import Span, exact
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.lives_read import Life, Report
from tests.reference.ledger.territory import (
    Scope,
    count,
    count_all,
    counting,
    declared,
    declared_quantity,
    declared_sharings,
    fresh,
    involved,
    lives_in,
    reported,
    running_eur,
    running_quantity,
    running_tco2e,
)

KINDS = ("substitution", "pooling", "sharing", "new_activity")
STATES = [
    "detected",
    "qualified",
    "introduced",
    "interested",
    "consented",
    "studying",
    "running",
    "stopped",
    "refused",
    "already_done",
    "contract_until",
    "at_risk",
    "near",
    "viable",
    "proposed",
    "lost",
]
OF_KIND = "(eur|tco2e|tonnes|energy|water|km|use|mwh)"
UNITS = {
    "energy": "MWh",
    "mwh": "MWh",
    "material": "t",
    "tonnes": "t",
    "matter": "t",
    "water": "m3",
    "m3": "m3",
}
GROUP_FIGURES = {"km": "km", "rain": "m3", "rainwater": "m3", "posts": "posts", "fte": "fte"}


@dataclass(frozen=True)
class Reading:
    """One figure reckoned: a range (or a count), and by which rule."""

    span: Span
    rule: str
    source: str
    open: str = ""


def basis_of(world: World, unit: str) -> str:
    """Whether a figure is a yearly rate, a month's, or twelve months' (OPEN 5).

    users B1 tells yearly figures as of the month's end; a unit by month says otherwise.
    """
    if re.search(r"/\s*(month|mois|mo)\b", unit):
        return "month"
    return world.basis


def reading(
    world: World, scope: Scope, key: str, unit: str, on: date, grade: str = "", now: date = date.min
) -> Reading | None:
    """The ledger's figure under a key; none where it does not know the key.

    Of a month that is over, what was declared and found is as it was at its end; what ran is as it
    is known now (a report comes after its month).
    """
    plain = key.lower()
    if plain in COUNTS:
        return _counted(world, scope, plain, on)
    if re.match("running_|ran_|reported_|firms_per_post", plain):
        return _ran(world, scope, plain, unit, on)
    if on < now and (plain.startswith("groups_") or not plain.endswith("_running")):
        past = world.as_of(f"{on.year:04d}-{on.month:02d}")
        if past is None:
            return None
        world = past
    if plain.endswith("_running") and not fresh(world, scope):
        return None
    if re.match("synergies|companies_involved", plain) and unknown_to(world, scope):
        return None
    found = _declared(world, scope, plain, grade, on)
    return (
        found if found is not None or not fresh(world, scope) else _found(world, scope, plain, on)
    )


def _counted(world: World, scope: Scope, key: str, on: date) -> Reading | None:
    """What happened in a month, one by one."""
    if key.startswith("introductions_") and on_trial(world, scope):
        return None
    many = _exactly(COUNTS[key](world, scope, on))
    return Reading(many, "what happened in the month", "introductions.md, meetings.md", "OPEN 40")


def _ran(world: World, scope: Scope, key: str, unit: str, on: date) -> Reading | None:
    """What runs, ran within the month or was reported: of all, of a kind, of posts."""
    of_kind = re.fullmatch(rf"(running|reported)_{OF_KIND}_({'|'.join(KINDS)})", key)
    if of_kind:
        told, what, kind = of_kind.groups()
        return _of_kind(only(world, kind), scope, f"{told}_{what}", unit, on)
    if key == "firms_per_post":
        each = firms_per_post(world, scope, on)
        return Reading(each, "employers ÷ posts", "kinds 4 H2", "OPEN 38")
    if key == "running_posts":
        posts = _exactly(running_posts(world, scope, on))
        return Reading(posts, "shared posts that run", "kinds 4 H2")
    told, _, what = key.partition("_")
    if told == "reported":
        return _reported(world, scope, what, on)
    return _running(world, scope, what, unit, on)


def _found(world: World, scope: Scope, key: str, on: date) -> Reading | None:
    """What was found, by state; and what of it could still move."""
    if key.startswith("potential_"):
        could = exact(potential(world, scope, key.removeprefix("potential_"), on))
        return Reading(could, "what is left, best score first", "the figure's words", "OPEN 39")
    return _states(world, scope, key, on)


def _of_kind(world: World, scope: Scope, key: str, unit: str, on: date) -> Reading | None:
    """A figure of the groups of one kind alone."""
    joint = {
        "running_use": use,
        "running_tonnes": tonnes,
        "running_km": kilometres,
        "running_mwh": heat,
    }
    if key in joint:
        rule = "of running groups of this kind"
        return Reading(joint[key](world, scope, on), rule, "indicators.md", "OPEN 38")
    return _ran(world, scope, key, unit, on)


def _exactly(value: int) -> Span:
    return exact(Fraction(value))


def _declared(world: World, scope: Scope, key: str, grade: str, on: date) -> Reading | None:
    """What was declared: sites, flows, quantities by grade, sharings, companies involved."""
    rule, source = "declared in force, of verified companies", "verified.md, indicators.md"
    if key in ("sites", "flows_offered", "flows_needed", "flows_typical"):
        return Reading(_exactly(declared(world, scope, key)), rule, source)
    if key == "companies_involved" and fresh(world, scope):
        return Reading(_exactly(involved(world, scope, on)), rule, "kinds 4 G4", "OPEN 33")
    match = re.fullmatch(r"(\w+)_(offered|needed)", key)
    if match is None:
        return None
    what, offered = match.group(1), match.group(2) == "offered"
    if what in ("material", "energy", "water"):
        found = declared_quantity(world, scope, what, offered, grade)
        return Reading(exact(found), rule, source)
    kinds = {"services": "service", "equipment": "equipment", "workforce": "workforce"}
    if what in kinds:
        many = declared_sharings(world, scope, kinds[what], not offered, on)
        return Reading(_exactly(many), rule, source)
    return None


def _running(world: World, scope: Scope, what: str, unit: str, on: date) -> Reading | None:
    basis = basis_of(world, unit)
    if basis == "month" and any(_lost_since(life, on) for life in lives_in(world, scope)):
        return None  # it ran until it was lost, and no answer says on which day that was
    rule = "what was agreed, then reported, from the day it runs to the day it ends"
    source, opened = "issue 37.2, users B1", ""
    if any(life.group is not None and counting(life, on) for life in lives_in(world, scope)):
        opened = "OPEN 16"
    if what == "eur":
        return Reading(running_eur(world, scope, on, basis), rule, source, opened)
    if what == "tco2e":
        return Reading(running_tco2e(world, scope, on, basis), rule, source, opened)
    if what in UNITS:
        found = running_quantity(world, scope, on, UNITS[what], basis)
        return Reading(found, rule, source, opened)
    if what in GROUP_FIGURES:
        found = group_figure(world, scope, on, GROUP_FIGURES[what])
        return Reading(found, "of running groups that are not lost", "indicators.md", "OPEN 15")
    return None


def _lost_since(life: Life, on: date) -> bool:
    return life.lost_seen is not None and life.lost_seen >= on.replace(day=1)


def _reported(world: World, scope: Scope, what: str, on: date) -> Reading | None:
    rule = "reported results of the last twelve months, joint ones replace single ones"
    if what == "eur":
        return Reading(reported(world, scope, on, lambda r: r.eur), rule, "indicators.md")
    if what == "tco2e":
        return Reading(reported(world, scope, on, lambda r: r.tco2e), rule, "indicators.md")
    if what == "jobs":
        return Reading(reported(world, scope, on, lambda r: r.jobs), rule, "indicators.md")
    if what not in UNITS:
        return None
    unit = UNITS[what]

    def part(told: Report) -> Fraction | None:
        return told.amount.value if told.amount and told.amount.unit == unit else None

    return Reading(reported(world, scope, on, part), rule, "indicators.md")


def _states(world: World, scope: Scope, key: str, on: date) -> Reading | None:
    """Counts by kind and state, in whatever order the key names them."""
    if key == "synergies":
        rule = "pairs, viable groups and lives, each once"
        return Reading(_exactly(count_all(world, scope, on)), rule, "indicators.md", "OPEN 33")
    match = re.match(r"(synergies|groups)_(.+)$", key)
    if match is None:
        return None
    rest = match.group(2)
    state = next((s for s in STATES if rest == s or rest.endswith(f"_{s}")), None)
    if state is None:
        return None
    left = rest[: -len(state)].strip("_")
    kind = next((k for k in KINDS if k == left), None)
    if left and kind is None:
        return None
    rule = "lost groups are counted as lost, those at risk as at risk"
    if match.group(1) == "groups":
        found = count_groups(world, scope, state, kind, on)
    else:
        found = count(world, scope, on, state, kind)
    return Reading(_exactly(found), rule, "issue 37.2, figures.md 11")
