"""Where a victim is: by bands of the distance, as one's own site moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from boucle.contract.rounding import distance_band
from boucle.matching.scoring import FlowInputs
from boucle.matching.scoring.rules import EARTH_KM
from tests.adversary.search import Outcome
from tests.adversary.views import Doors, Views
from tests.adversary.world import EAST, NORTH, SOUTH, WEST, Array, Victim, at, offer

Place = tuple[float, float]
Look = Callable[[Place], str | None]
KM_PER_DEGREE = EARTH_KM * np.pi / 180
EDGES = np.array([10.0, 30.0, 60.0, 100.0, 200.0])
BANDS = [distance_band(f"{km:.1f}") for km in (0, *EDGES)]
_MANY, _SOME, _TRIED = 20_000, 800, 40
_CLOSE_KM = 0.8
_SAME = 1e-6
Points = tuple[Array, Array]


@dataclass
class Search:
    """Points that fit all that was seen. ``seen``: where a point is, as the policy looks at it."""

    views: Views
    rng: np.random.Generator
    points: Points
    looked: list[tuple[Place, str]] = field(default_factory=list)

    def step(self, look: Look) -> bool:
        """One look; False where no look could tell any more."""
        best = self._most_telling()
        if best is None:
            return False
        band = look(best)
        if band is None:
            return False
        self.looked.append((best, band))
        self.points = self._fitting(self.points)
        if len(self.points[0]) < _SOME // 3:
            self._refill()
        return len(self.points[0]) > 0

    def is_close(self) -> bool:
        if not len(self.points[0]):
            return True
        return float(np.percentile(_km(self.points, self.guess()), 90)) < _CLOSE_KM

    def guess(self) -> Place:
        return float(np.mean(self.points[0])), float(np.mean(self.points[1]))

    def _most_telling(self) -> Place | None:
        """Of some places at the edge of a band from where it may be, the one that splits most."""
        some = self.rng.choice(len(self.points[0]), min(_SOME, len(self.points[0])), replace=False)
        sample = self.views.places(self.points[0][some], self.points[1][some])
        best, most = None, 0.01
        for _ in range(_TRIED):
            pick = int(self.rng.integers(len(some)))
            place = away(
                (sample[0][pick], sample[1][pick]),
                float(self.rng.choice(EDGES)),
                float(self.rng.uniform(0, 2 * np.pi)),
            )
            bits = _entropy(np.searchsorted(EDGES, _km(sample, place), side="right"))
            if bits > most:
                best, most = place, bits
        return best

    def _fitting(self, points: Points) -> Points:
        seen = self.views.places(*points)
        keep = np.ones(len(points[0]), bool)
        for place, band in self.looked:
            km = np.round(_km(seen, place), 1)
            keep &= np.searchsorted(EDGES, km, side="right") == BANDS.index(band)
        return points[0][keep], points[1][keep]

    def _refill(self) -> None:
        """More points around those left."""
        latitude, longitude = self.points
        if not len(latitude):
            return
        low, high = latitude.min() - 0.02, latitude.max() + 0.02
        left, right = longitude.min() - 0.03, longitude.max() + 0.03
        drawn = self.rng.uniform(low, high, _MANY // 4), self.rng.uniform(left, right, _MANY // 4)
        more = self._fitting(drawn)
        if len(more[0]):
            self.points = more


def find_place(
    views: Views,
    own: FlowInputs,
    rng: np.random.Generator,
    tries: int = 20,
    look: Look | None = None,
) -> tuple[Place, int]:
    """The best guess, and how many declarations it took. ``look``: what shows a band from a place
    of one's own; without it, what the pair shows."""
    drawn = rng.uniform(SOUTH, NORTH, _MANY), rng.uniform(WEST, EAST, _MANY)
    search = Search(views, rng, drawn)

    def seen(place: Place) -> str | None:
        view = views.see(at(own, *place))
        return None if view is None else view.band

    before = views.asked
    while views.asked - before < tries and not search.is_close():
        if not search.step(look or seen):
            break
    return search.guess(), views.asked - before


def place(victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    views = doors(victim)
    guess, asked = find_place(views, offer(), rng)
    truth = victim.latitude, victim.longitude
    return Outcome(km_between(guess, truth) <= 1.0, asked, share_within(views, truth, rng))


def share_within(views: Views, truth: Place, rng: np.random.Generator) -> float:
    """Of all places that look like the true one, those within 1 km of their middle."""
    around = rng.uniform(-1, 1, (2, _MANY)) * 0.2
    points = truth[0] + around[0], truth[1] + around[1]
    seen = views.places(np.array([truth[0]]), np.array([truth[1]]))
    places = views.places(*points)
    alike = (np.abs(places[0] - seen[0]) < _SAME) & (np.abs(places[1] - seen[1]) < _SAME)
    if not alike.any():
        return 1.0
    within = _km(points, (float(seen[0][0]), float(seen[1][0]))) <= 1.0
    return float(within[alike].mean())


def km_between(one: Place, other: Place) -> float:
    return float(_km((np.array([one[0]]), np.array([one[1]])), other)[0])


def _km(points: Points, place: Place) -> Array:
    """Along the chord, as Boucle has it."""
    lat, lon = np.radians(points[0]), np.radians(points[1])
    here_lat, here_lon = np.radians(place[0]), np.radians(place[1])
    square = (
        (np.cos(lat) * np.cos(lon) - np.cos(here_lat) * np.cos(here_lon)) ** 2
        + (np.cos(lat) * np.sin(lon) - np.cos(here_lat) * np.sin(here_lon)) ** 2
        + (np.sin(lat) - np.sin(here_lat)) ** 2
    )
    return np.asarray(EARTH_KM * np.sqrt(square))


def away(place: Place, km: float, bearing: float) -> Place:
    north = km * np.cos(bearing) / KM_PER_DEGREE
    east = km * np.sin(bearing) / KM_PER_DEGREE / np.cos(np.radians(place[0]))
    return float(place[0] + north), float(place[1] + east)


def _entropy(bands: npt.NDArray[Any]) -> float:
    shares = np.bincount(bands) / len(bands)
    kept = shares[shares > 0]
    return float(-np.sum(kept * np.log2(kept)))
