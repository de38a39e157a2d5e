"""The one exact door: who is introduced by himself (policy ``auto``), once for an organisation.

A pair that is not introduced costs nothing: an adversary comes nearer and nearer, in steps, until
it is, and knows on which side of which value the other is.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from msgspec.structs import replace

from boucle.matching.scoring import FlowInputs
from boucle.matching.scoring.rules import STOP
from tests.adversary.places import KM_PER_DEGREE, find_place, km_between, share_within
from tests.adversary.search import Outcome, is_near
from tests.adversary.secrets import guess_of_quantity
from tests.adversary.views import Doors
from tests.adversary.world import TONNE, Victim, at, offer, on, short

_FAR_KM, _STEP_KM = 9.0, 0.5
_STEP = 1.04
_ALIKE = 1000
"""Quantities that differ more are of two worlds."""


def place(victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """Two organisations, one from the south and one from the west, as far as a pair may be."""
    views = doors(victim)
    middle, asked = find_place(views, offer(), rng)
    there = doors(victim.needing(on(short(), victim.need)))
    like = on(short(), replace(offer(), quantity=step_of(victim, doors)))
    stop = STOP * short().reach_km
    found = [0.0, 0.0]
    for number, bearing in enumerate((np.pi, -np.pi / 2)):
        for km in np.arange(stop + _FAR_KM, stop - _FAR_KM, -_STEP_KM):
            asked += 1
            own = replace(like, organisation=number + 1)
            if there.introduces(away(own, middle, float(km), bearing)):
                found[number] = stop - float(km) - _STEP_KM / 2
                break
    guess, truth = offset(middle, found[0], found[1]), (victim.latitude, victim.longitude)
    return Outcome(km_between(guess, truth) <= 1.0, asked, share_within(views, truth, rng))


def quantity(victim: Victim, doors: Doors, _rng: np.random.Generator) -> Outcome:
    """One organisation that offers far too much, and less and less of it."""
    views, asked, step = doors(victim), 0, step_of(victim, doors) / TONNE
    guess, chance = guess_of_quantity(victim, doors)
    for tonnes in falling(1.42 * step, 0.70 * step):
        asked += 1
        own = replace(offer(), quantity=round(_ALIKE * tonnes * TONNE))
        if views.introduces(own):
            guess = tonnes * _STEP**0.5
            break
    return Outcome(is_near(guess, victim.need.quantity / TONNE), asked, chance)


def falling(high: float, low: float) -> Iterator[float]:
    """By 4 % at a time."""
    while high > low:
        yield high
        high /= _STEP


def step_of(victim: Victim, doors: Doors) -> int:
    """The quantity that views have shown, base units."""
    exact = np.array([victim.need.quantity / TONNE])
    return round(float(doors(victim).tonnes(exact)[0]) * TONNE)


def away(own: FlowInputs, place: tuple[float, float], km: float, bearing: float) -> FlowInputs:
    """One of its own, so far from a place; along a great circle."""
    lat, lon, arc = np.radians(place[0]), np.radians(place[1]), km / (KM_PER_DEGREE * 180 / np.pi)
    north = np.arcsin(np.sin(lat) * np.cos(arc) + np.cos(lat) * np.sin(arc) * np.cos(bearing))
    east = lon + np.arctan2(
        np.sin(bearing) * np.sin(arc) * np.cos(lat), np.cos(arc) - np.sin(lat) * np.sin(north)
    )
    return at(own, float(np.degrees(north)), float(np.degrees(east)))


def offset(place: tuple[float, float], north_km: float, east_km: float) -> tuple[float, float]:
    shrink = float(np.cos(np.radians(place[0])))
    north, east = north_km / KM_PER_DEGREE, east_km / KM_PER_DEGREE / shrink
    return float(place[0] + north), float(place[1] + east)
