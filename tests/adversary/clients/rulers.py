"""A tool with eleven verified clients: its offer's list has ten places, nine of them are its own
fillers'. Of the tenth its probe tells whether it stands before a stranger, so how far he is.

All of the stranger but its place is known otherwise, and the probe declares the same.
"""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from boucle.matching.scoring import FlowInputs
from tests.adversary.places import BANDS, EDGES, Place, away, find_place, km_between, share_within
from tests.adversary.search import Outcome
from tests.adversary.views import BUDGET, Doors
from tests.adversary.world import Victim, at, offer

_BEHIND_KM = 500.0
"""Behind whoever is in Normandy, and within reach."""


def place(victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    views = doors(victim)

    def look(own: Place) -> str | None:
        """The first band in which the probe stands behind the stranger's pair."""
        shown = [
            views.shows_own(at(offer(), *own), _probe(victim, own, float(km)))
            for km in (*EDGES, _BEHIND_KM)
        ]
        return None if all(shown) else BANDS[shown.index(False)]

    guess, _ = find_place(views, offer(), rng, tries=BUDGET - len(EDGES), look=look)
    truth = victim.latitude, victim.longitude
    chance = share_within(views, truth, rng)
    return Outcome(km_between(guess, truth) <= 1.0, views.asked, chance)


def _probe(victim: Victim, own: Place, km: float) -> FlowInputs:
    there = at(victim.need, *away(own, km, 0.0))
    return replace(there, flow=10**7, organisation=12)
