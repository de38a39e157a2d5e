"""Introductions again: what the other limits of a pair say of a victim, by simulation.

What is not introduced by itself rules out whatever would have been; the first introduction rules
out the rest, and is the last that an organisation gets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace as dataclass_replace

import numpy as np
from msgspec.structs import replace

from boucle.matching.scoring import FlowInputs
from tests.adversary.introductions import falling, step_of
from tests.adversary.search import Outcome, best_guess, is_near
from tests.adversary.views import Doors, Real
from tests.adversary.world import (
    BOUNDS,
    SHARES,
    TONNE,
    Victim,
    expected,
    offer,
    quality,
    seasons,
)

_SUPPOSED = 120
_MOST_ALIKE = 1000


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


def months(victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """Twelve organisations, one for a month."""
    seen = Real(victim).months(victim.need.months)
    fitting = [one for one in seasons() if Real(victim).months(one) == seen]
    chance = 1 / len(fitting)
    like = replace(offer(), quantity=step_of(victim, doors))
    for month in range(12):
        own = [replace(like, organisation=month + 1, months=1 << month)]
        others = [victim.needing(replace(victim.need, months=one)) for one in fitting]
        left, _ = _left(victim, doors, own, others)
        fitting = [fitting[index] for index in left]
    guess = int(rng.choice(fitting)) if fitting else 0
    return Outcome(guess == victim.need.months, 12, chance)


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
