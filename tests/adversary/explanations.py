"""Why a flow has no possibility: what an adversary reads of it who declares what cannot suit."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from boucle.matching.possibilities.explanations import Explanation
from boucle.matching.possibilities.misses import NeededChange
from boucle.matching.scoring import FlowInputs
from boucle.matching.scoring.rules import LEAST_RATIO
from tests.adversary.places import Place, find_place, km_between, share_within
from tests.adversary.search import Outcome
from tests.adversary.secrets import judged_bound, judged_deal, judged_tonnes
from tests.adversary.views import Doors
from tests.adversary.world import QUALITY, TONNE, Victim, at, offer, quality, route, seasons

_TOO_MUCH = 150.0
"""Of a quality: more than any victim accepts."""
_TOO_LITTLE = 1000
"""Grams: of less than any victim's least share."""


def quantity(victim: Victim, doors: Doors, _rng: np.random.Generator) -> Outcome:
    """How much would be enough is a thousandth of what the victim needs."""
    views = doors(victim)
    change = _change(views.explains(replace(offer(), quantity=_TOO_LITTLE)), "quantity")
    found = float(change.values[0]) * route().yield_ / LEAST_RATIO if change else None
    return judged_tonnes(views, found, victim.need.quantity / TONNE)


def deal(victim: Victim, doors: Doors, _rng: np.random.Generator) -> Outcome:
    """What it has from a third party: how much would be enough before, and after."""
    found, asked = list[float](), 0
    for views in (doors(victim), doors(victim, deal=True)):
        change = _change(views.explains(replace(offer(), quantity=_TOO_LITTLE)), "quantity")
        found.append(float(change.values[0]) * route().yield_ / LEAST_RATIO if change else 0.0)
        asked += views.asked
    return judged_deal(doors(victim), victim, (found[0], found[1]), asked)


def bound(victim: Victim, doors: Doors, _rng: np.random.Generator) -> Outcome:
    views = doors(victim)
    change = _change(views.explains(_unfit()), f"qualities.{QUALITY}")
    return judged_bound(views, float(change.values[0]) if change else None, victim)


def months(victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """One month after the other, until one does not suit: it says which would."""
    views = doors(victim)
    mask = None
    for month in range(12):
        change = _change(views.explains(replace(offer(), months=1 << month)), "availability.months")
        if change is not None:
            mask = sum(1 << int(one) - 1 for one in change.values)
            break
    fitting = [one for one in seasons() if mask is None or views.months(one) == mask]
    alike = [one for one in seasons() if views.months(one) == views.months(victim.need.months)]
    guess = int(rng.choice(fitting)) if fitting else 0
    return Outcome(guess == victim.need.months, views.asked, 1 / len(alike))


def place(victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """By the band of what nearly suits."""
    return _place(victim, doors, rng, farther=False)


def place_beyond(victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """By the band of what is too far away."""
    return _place(victim, doors, rng, farther=True)


def _place(victim: Victim, doors: Doors, rng: np.random.Generator, *, farther: bool) -> Outcome:
    views, own = doors(victim), _unfit()

    def look(place: Place) -> str | None:
        found = views.explains(at(own, *place), farther=farther)
        if farther:
            bands = [one.band for one in found.families if one.state == "beyond"]
        else:
            bands = [one.nearest.band for one in found.criteria]
        return next(iter(bands), None)

    guess, asked = find_place(views, own, rng, look=look)
    truth = victim.latitude, victim.longitude
    return Outcome(km_between(guess, truth) <= 1.0, asked, share_within(views, truth, rng))


def _unfit() -> FlowInputs:
    kept = tuple(one for one in offer().qualities if one[0] != quality())
    return replace(offer(), qualities=(*kept, (quality(), _TOO_MUCH, _TOO_MUCH)))


def _change(found: Explanation, field: str) -> NeededChange | None:
    changes = [each for one in found.criteria for each in one.nearest.miss.changes]
    return next((one for one in changes if one.field == field), None)
