"""An animator of one side, who is trusted: whether a pair is listed shows, and that is exact."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from boucle.matching.scoring import DEFAULT_SETTINGS, FlowInputs, assess
from boucle.matching.scoring.rules import STOP
from tests.adversary.introductions import away, offset
from tests.adversary.places import find_place, km_between, share_within
from tests.adversary.search import Outcome
from tests.adversary.views import Doors
from tests.adversary.world import Victim, offer, on, short
from tests.unit.matching.worlds import rules

_FAR_KM, _TRIES = 9.0, 6


def place(victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """Two flows of his territory's companies, moved until a pair with the victim comes or goes."""
    views = doors(victim)
    middle, asked = find_place(views, offer(), rng)
    need = on(short(), victim.need)
    own = replace(on(short(), offer()), quantity=need.quantity)
    stop = STOP * short().reach_km
    found = []
    for bearing in (np.pi, -np.pi / 2):
        near, far = stop - _FAR_KM, stop + _FAR_KM
        for _ in range(_TRIES):
            asked += 1
            km = (near + far) / 2
            listed = _is_listed(away(own, middle, km, bearing), need)
            near, far = (km, far) if listed else (near, km)
        found.append(stop - (near + far) / 2)
    guess, truth = offset(middle, found[0], found[1]), (victim.latitude, victim.longitude)
    return Outcome(km_between(guess, truth) <= 1.0, asked, share_within(views, truth, rng))


def _is_listed(own: FlowInputs, need: FlowInputs) -> bool:
    both = DEFAULT_SETTINGS, DEFAULT_SETTINGS
    return assess(own, need, rules(), both, (own.quantity, need.quantity)) is not None
