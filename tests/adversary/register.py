"""Who a victim is: the public register, the crowd that Boucle counts in it, and one guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from msgspec.structs import replace

from boucle.contract.cells import cell_of
from boucle.matching.crowds.partition import LEAST, MARGIN, CrowdClass, class_of, partition
from boucle.matching.crowds.steps import CrowdCompanies, CrowdKey
from tests.adversary.crowds import OWN, Known, Register, fitting
from tests.adversary.places import find_place, km_between
from tests.adversary.search import Outcome
from tests.adversary.views import Control, Doors, Real
from tests.adversary.world import EAST, NORTH, SOUTH, WEST, Victim, at, offer

COMPANIES, _TOWNS = 900, 60
_DIVISIONS = (23, 38, 42)
_SPREAD = 0.04
"""Degrees around a town."""


@dataclass(frozen=True)
class Company:
    number: int
    place: tuple[float, float]
    division: int


@cache
def register() -> tuple[Company, ...]:
    """Companies whose activity could take what victims need: most of them in towns."""
    rng = np.random.default_rng(7)
    towns = np.column_stack([rng.uniform(SOUTH, NORTH, _TOWNS), rng.uniform(WEST, EAST, _TOWNS)])
    found = []
    for number in range(COMPANIES):
        scattered = rng.uniform(SOUTH, NORTH), rng.uniform(WEST, EAST)
        town = towns[rng.integers(_TOWNS)] + rng.normal(0, _SPREAD, 2)
        latitude, longitude = town if number % 3 else scattered
        division = int(rng.choice(_DIVISIONS))
        found.append(Company(number, (float(latitude), float(longitude)), division))
    return tuple(found)


def identity(victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """The victim is one of the register. Who of it is where the views say, or in that cell."""
    true = register()[int(rng.integers(COMPANIES))]
    need = replace(at(victim.need, *true.place), division=true.division)
    there = Victim(need, *true.place, victim.sold)
    if doors is Control:
        return _nearest(there, true, rng)
    known = class_shown(true)
    if known is None:
        return Outcome(int(rng.integers(COMPANIES)) == true.number, 0, 1 / COMPANIES)
    views = Real(there, step=known.step)
    place, asked = find_place(views, offer(), rng)
    candidates = candidates_of(true)
    assert len(candidates) >= 3, "a view was shown that fewer than three fit"
    near = sorted(candidates, key=lambda one: km_between(one.place, place))
    return Outcome(near[0].number == true.number, asked, 1 / len(candidates))


def made_up(_victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """Whether fewer than three fit one of ten views, with companies that the register has not."""
    return Outcome(any(_few(doors, true, None) for true in _some(rng)), OWN, 0.0)


def claimed(_victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """The same with five of those that are shown alike."""
    return Outcome(any(_few(doors, true, _alike(true)) for true in _some(rng)), MARGIN, 0.0)


def _some(rng: np.random.Generator) -> list[Known]:
    return [known().companies[index] for index in rng.choice(COMPANIES, OWN, replace=False)]


def _alike(true: Known) -> list[Known]:
    shown = known().alone
    others = (one for one in known().companies if one != true)
    return [one for one in others if shown[one] == shown[true]][:MARGIN]


def _few(doors: Doors, true: Known, own: Sequence[Known] | None) -> bool:
    view = known().before if doors is Control else known().now
    left = fitting(known(), true, view, own)
    return left is not None and len(left) < LEAST


@cache
def known() -> Register:
    return Register(Known(one.number, _key(one)) for one in register())


def _nearest(victim: Victim, true: Company, rng: np.random.Generator) -> Outcome:
    place, asked = find_place(Control(victim), offer(), rng)
    same = [one for one in register() if one.division == true.division]
    guess = min(same, key=lambda one: km_between(one.place, place))
    return Outcome(guess.number == true.number, asked, 1.0)


@cache
def _classes() -> dict[CrowdClass, int]:
    return partition(
        CrowdCompanies(f"{one.division}.00", cell_of(*one.place), [one.number])
        for one in register()
    )


def _key(one: Company) -> CrowdKey:
    cell = cell_of(*one.place)
    return CrowdKey("", False, f"{one.division:02d}", cell.north, cell.east)


def class_shown(one: Company) -> CrowdClass | None:
    return class_of(_key(one), _classes())


def candidates_of(true: Company) -> list[Company]:
    """All that are shown the same way, and nobody else."""
    return [one for one in register() if class_shown(one) == class_shown(true)]
