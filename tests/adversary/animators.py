"""An animator next door, with a company of its own: which pairs across the border it is shown."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from boucle.matching.scoring import DEFAULT_SETTINGS
from boucle.matching.scoring.rules import STOP
from tests.adversary.introductions import away, offset
from tests.adversary.places import find_place, km_between, share_within
from tests.adversary.search import Outcome, edge
from tests.adversary.secrets import judged_months, judged_tonnes
from tests.adversary.views import Doors
from tests.adversary.world import QUANTITIES, TONNE, Victim, offer, on, route, short

_FAR_KM, _TRIES, _FINE = 9.0, 6, 10
_HALF = replace(DEFAULT_SETTINGS, min_ratio=0.5)
"""The animator's own setting: what serves less than half of the need is not listed."""


def place(victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """Two flows of his territory's companies, moved until a pair with the victim comes or goes."""
    middle, asked = find_place(doors(victim), offer(), rng)
    need = on(short(), victim.need)
    views = doors(victim.needing(need))
    own = replace(on(short(), offer()), quantity=need.quantity)
    stop = STOP * short().reach_km
    found = []
    for bearing in (np.pi, -np.pi / 2):
        near, far = stop - _FAR_KM, stop + _FAR_KM
        for _ in range(_TRIES):
            km = (near + far) / 2
            near, far = (km, far) if views.lists(away(own, middle, km, bearing)) else (near, km)
        found.append(stop - (near + far) / 2)
    guess, truth = offset(middle, found[0], found[1]), (victim.latitude, victim.longitude)
    hit = km_between(guess, truth) <= 1.0
    return Outcome(hit, asked + views.asked, share_within(views, truth, rng))


def quantity(victim: Victim, doors: Doors, _rng: np.random.Generator) -> Outcome:
    """A flow of one of his companies, of more and more, until it serves half of the need. Beyond
    twice the need it would be out of proportion."""
    views = doors(victim)

    def is_less(tonnes: float) -> bool:
        own = replace(offer(), quantity=round(tonnes / 2 / route().yield_ * TONNE))
        return not views.lists(own, _HALF)

    low, high = QUANTITIES
    served = next((one for one in np.geomspace(low, 4 * high, 16) if not is_less(one)), 0.0)
    found = edge(is_less, served / 4, served, _FINE) if served else None
    return judged_tonnes(views, found, victim.need.quantity / TONNE)


def months(victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """A flow of one of his companies, of one month after the other."""
    views = doors(victim)
    return judged_months(victim, views, rng, views.lists)
