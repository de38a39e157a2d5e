"""Introductions again: what the other limits of a pair say of a victim, by simulation.

What is not introduced by itself rules out whatever would have been; the first introduction rules
out the rest, and is the last that an organisation gets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace as dataclass_replace
from itertools import islice, product

import numpy as np
from msgspec.structs import replace

from boucle.contract.cells import EAST_DEGREES, NORTH_DEGREES, Cell, cell_of
from boucle.matching.candidates.coarse import QUARTERS, step_below
from boucle.matching.scoring import FlowInputs
from boucle.matching.scoring.inputs import ALWAYS
from boucle.matching.scoring.rules import STOP
from tests.adversary.introductions import away, falling, step_of
from tests.adversary.places import km_between, share_within
from tests.adversary.search import Outcome, best_guess, is_near
from tests.adversary.views import BUDGET, Doors, Real, Views
from tests.adversary.world import (
    BOUNDS,
    PRICES,
    SHARES,
    TONNE,
    Victim,
    at,
    expected,
    offer,
    on,
    quality,
    seasons,
    short,
)
from tests.unit.matching.candidates.test_coarse import place_of

_SUPPOSED = 120
_MOST_ALIKE = 1000
_PLACES, _CLIENTS, _CELLS = 120, 80, 12
_PRICED = 24
"""Prices that are supposed."""
_COST, _FREIGHT = 40.0, 0.15
"""About what preparation costs, EUR a tonne, and freight, EUR a tonne and kilometre."""
_ENOUGH = 20
"""Who learns nothing of so many gives up."""
_DIAGONAL_KM, _INSIDE = 14.0, 1e-4
_DEGREES = np.array([[NORTH_DEGREES], [EAST_DEGREES]])


def bound(victim: Victim, doors: Doors, _rng: np.random.Generator) -> Outcome:
    """What the victim accepts at most of a quality: an offer that becomes better and better."""
    truth = victim.need.qualities[0][2]
    values = expected(*BOUNDS, 3000)
    shown = Real(victim).bounds(np.array([truth]))[0]
    supposed, seen = values[Real(victim).bounds(values) == shown], float(shown)
    _, chance = best_guess(supposed)
    supposed = supposed[:: max(1, len(supposed) // _SUPPOSED)]
    like = replace(offer(), quantity=step_of(victim, doors))
    own = [_with_quality(like, value) for value in falling(1.02 * seen, 0.35 * seen)]
    others = [victim.needing(_with_bound(victim.need, float(value))) for value in supposed]
    left, asked = _left(victim, doors, own, others)
    guess, _ = best_guess(supposed[left])
    return Outcome(is_near(guess, truth), asked, chance)


def price(victim: Victim, doors: Doors, _rng: np.random.Generator) -> Outcome:
    """What it pays today, all else known: offers whose price and freight together come nearer and
    nearer to what the exchange must save. Its step of 1-2-5 is no secret."""
    need = replace(victim.need, months=ALWAYS, networks=())
    victim = victim.needing(need)
    truth = (need.eur or 0.0) * TONNE
    values = expected(*PRICES, 3000)
    supposed = values[[step_below(value) == step_below(truth) for value in values]]
    guess, chance = best_guess(supposed)
    supposed = supposed[:: max(1, len(supposed) // _PRICED)]
    others = [victim.needing(replace(need, eur=float(value) / TONNE)) for value in supposed]
    own = _telling(_offers(victim, doors, step_below(truth)), [doors(one) for one in others])
    left, asked = _left(victim, doors, own, others)
    if left:
        guess, _ = best_guess(supposed[left])
    return Outcome(is_near(guess, truth), asked, chance)


def _offers(victim: Victim, doors: Doors, step: float) -> Iterator[FlowInputs]:
    """Near and far, and worth it from some price of the victim's step on: of prices that are such
    a step, and of some just below one, whose copy is lower by a step."""
    like = replace(offer(), quantity=step_of(victim, doors))
    middle = victim.latitude, victim.longitude
    steps = [sign * one * 10.0**ten for sign in (1, -1) for ten in range(3) for one in (1, 2, 5)]
    for eur, below, km in product(steps, (1.0, 0.8, 1 - _INSIDE), np.linspace(0.0, 150.0, 16)):
        if 0.6 * step < _COST + _FREIGHT * km - eur < 3.0 * step:
            yield away(replace(like, eur=eur * below / TONNE), middle, float(km), 0.0)


def _telling(own: Iterable[FlowInputs], supposed: Sequence[Views]) -> list[FlowInputs]:
    """Those that tell some apart, each differently; first those that few would be introduced by."""
    found: dict[tuple[bool, ...], FlowInputs] = {}
    for row in own:
        told = tuple(one.introduces(row) for one in supposed)
        if any(told) and not all(told):
            found.setdefault(told, row)
    return [found[told] for told in sorted(found, key=sum)][:BUDGET]


def deal(victim: Victim, doors: Doors, _rng: np.random.Generator) -> Outcome:
    """What it has from a third party, its quantity known otherwise: offers of far too much."""
    step = step_of(victim, doors) / TONNE
    shares = np.linspace(*SHARES, _SUPPOSED)
    _, chance = best_guess(shares)
    own = [
        replace(offer(), quantity=round(_MOST_ALIKE * tonnes * TONNE))
        for tonnes in falling(1.5 * step, 0.06 * step)
    ]
    others = [
        dataclass_replace(victim, sold=round(float(share) * victim.need.quantity))
        for share in shares
    ]
    left, asked = _left(victim, doors, own, others, deal=True)
    guess, _ = best_guess(shares[left])
    return Outcome(is_near(guess, victim.sold / victim.need.quantity), asked, chance)


def place(victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """Organisations around the victim, as far as a pair may be: each at the edge of its own cell,
    so that the middle of it is farther."""
    there, truth = victim.needing(on(short(), victim.need)), (victim.latitude, victim.longitude)
    cell = cell_of(*truth)
    like = on(short(), replace(offer(), quantity=step_of(victim, doors)))
    where = (np.array([[cell.north], [cell.east]]) + rng.random((2, _PLACES))) * _DEGREES
    left = [there.needing(at(there.need, *map(float, one))) for one in where.T]
    asked = 0
    for own in islice(_around(like, cell, rng), _CLIENTS):
        asked += 1
        fitting, _ = _left(there, doors, [replace(own, organisation=asked)], left)
        left = [left[index] for index in fitting] or left
        if asked == _ENOUGH and len(left) == _PLACES:
            break
    rows = [place_of(one.need) for one in left]
    guess = sum(row[0] for row in rows) / len(rows), sum(row[1] for row in rows) / len(rows)
    chance = share_within(doors(victim), truth, rng)
    return Outcome(km_between(guess, truth) <= 1.0, asked, chance)


def _around(like: FlowInputs, cell: Cell, rng: np.random.Generator) -> Iterator[FlowInputs]:
    """In each cell about so far away, in no order, as near to the victim's as can be."""
    stop, side = STOP * short().reach_km, range(-_CELLS, _CELLS + 1)
    found = [cell._replace(north=cell.north + n, east=cell.east + e) for n in side for e in side]
    for number in rng.permutation(len(found)):
        own = found[number]
        if abs(km_between(own.centre, cell.centre) - stop) < _DIAGONAL_KM:
            edge = np.clip(
                cell.centre,
                np.array(own[:2]) * _DEGREES.T[0] + _INSIDE,
                (np.array(own[:2]) + 1) * _DEGREES.T[0] - _INSIDE,
            )
            yield at(like, float(edge[0]), float(edge[1]))


def months(victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """Sixteen organisations, one for a month or for a quarter of a year."""
    seen = Real(victim).months(victim.need.months)
    fitting = [one for one in seasons() if Real(victim).months(one) == seen]
    chance = 1 / len(fitting)
    like = replace(offer(), quantity=step_of(victim, doors))
    asked = [*(1 << month for month in range(12)), *QUARTERS]
    for number, each in enumerate(asked):
        own = [replace(like, organisation=number + 1, months=each)]
        others = [victim.needing(replace(victim.need, months=one)) for one in fitting]
        left, _ = _left(victim, doors, own, others)
        fitting = [fitting[index] for index in left]
    guess = int(rng.choice(fitting)) if fitting else 0
    return Outcome(guess == victim.need.months, len(asked), chance)


def _left(
    victim: Victim,
    doors: Doors,
    own: Iterable[FlowInputs],
    supposed: Sequence[Victim],
    *,
    deal: bool = False,
) -> tuple[list[int], int]:
    """Which of those supposed would have been introduced as the victim was; and declarations."""
    true, asked = doors(victim, deal=deal), 0
    left = list(range(len(supposed)))
    views = [doors(one, deal=deal) for one in supposed]
    for row in own:
        asked += 1
        seen = true.introduces(row)
        left = [index for index in left if views[index].introduces(row) is seen]
        if seen:
            break
    return left, asked


def _with_quality(row: FlowInputs, value: float) -> FlowInputs:
    kept = tuple(one for one in row.qualities if one[0] != quality())
    return replace(row, qualities=(*kept, (quality(), value, value)))


def _with_bound(row: FlowInputs, value: float) -> FlowInputs:
    return replace(row, qualities=((quality(), float("-inf"), value),))
