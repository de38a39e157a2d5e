"""What a victim keeps for itself but its place: a program for each, by one's own values."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from msgspec.structs import replace

from boucle.matching.scoring import FlowInputs
from tests.adversary.places import find_place
from tests.adversary.search import Outcome, best_guess, edge, is_near
from tests.adversary.views import Doors, Views
from tests.adversary.world import (
    BOUNDS,
    CODES,
    PRICES,
    QUANTITIES,
    TONNE,
    Array,
    Victim,
    at,
    expected,
    expected_shares,
    offer,
    on,
    pipe,
    quality,
    route,
    seasons,
)

_COARSE, _FINE = 10, 20
_AS_FOUND = 0.01
_WATT_HOURS = 10**9


_TONNES, _PRICES, _BOUNDS = (expected(*each, 4000) for each in (QUANTITIES, PRICES, BOUNDS))
_SHARES = expected_shares(4000)
"""What everybody expects of a victim."""


def quantity(victim: Victim, doors: Doors, _rng: np.random.Generator) -> Outcome:
    views = doors(victim)
    found = tonnes(views, _COARSE)
    return judged_tonnes(views, found, victim.need.quantity / TONNE)


def guess_of_quantity(victim: Victim, doors: Doors) -> tuple[float, float]:
    """In tonnes, by what is seen of it; and how likely it is."""
    alike = _alike(victim.need.quantity / TONNE, _TONNES, doors(victim).tonnes)
    return best_guess(_TONNES[alike])


def cost(victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """From next door, so that no freight is in it: the price at which the exchange pays."""
    views = doors(victim)
    place, _ = find_place(views, offer(), rng)
    own = at(offer(), *place)

    def pays(price: float) -> bool:
        priced = replace(own, eur=route().cost_high - price / TONNE)
        view = views.see(priced)
        return view is not None and view.verdicts["eur"] == "pass"

    found = edge(pays, *PRICES, _COARSE)
    truth = (victim.need.eur or 0.0) * TONNE
    return _judged(views, found, truth, _PRICES, np.zeros_like)


def bound(victim: Victim, doors: Doors, _rng: np.random.Generator) -> Outcome:
    """What the victim accepts at most of a quality: where one's own is refused."""
    views = doors(victim)

    def is_taken(value: float) -> bool:
        kept = tuple(one for one in offer().qualities if one[0] != quality())
        return views.see(replace(offer(), qualities=(*kept, (quality(), value, value)))) is not None

    return judged_bound(views, edge(is_taken, *BOUNDS, _COARSE), victim)


def deal(victim: Victim, doors: Doors, _rng: np.random.Generator) -> Outcome:
    """What it has from a third party: its quantity before and after."""
    before, after = doors(victim), doors(victim, deal=True)
    found = tonnes(before, _FINE), tonnes(after, _FINE)
    return judged_deal(before, victim, found, before.asked + after.asked)


def judged_deal(
    views: Views, victim: Victim, found: tuple[float | None, float | None], asked: int
) -> Outcome:
    """``found``: its quantity before the deal and after, tonnes."""
    truth = victim.sold / TONNE
    fitting = _alike(victim.need.quantity / TONNE, _TONNES, views.tonnes)
    guess, chance = best_guess(_TONNES[fitting] * _SHARES[fitting])
    if found[0] and found[1] and found[0] > found[1] * 1.01:
        guess = found[0] - found[1]
    return Outcome(is_near(guess, truth), asked, chance)


def months(victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """One month after the other."""
    views = doors(victim)
    return judged_months(victim, views, rng, lambda own: views.see(own) is not None)


def judged_months(
    victim: Victim, views: Views, rng: np.random.Generator, look: Callable[[FlowInputs], bool]
) -> Outcome:
    """``look``: whether a flow of one's own, of a month, suits."""
    shown = [look(replace(offer(), months=1 << month)) for month in range(12)]

    def fits(mask: int) -> bool:
        seen = views.months(mask)
        return all(bool(seen >> month & 1) is one for month, one in enumerate(shown))

    fitting = [mask for mask in seasons() if fits(mask)]
    alike = [one for one in seasons() if views.months(one) == views.months(victim.need.months)]
    guess = int(rng.choice(fitting)) if fitting else 0
    return Outcome(guess == victim.need.months, views.asked, 1 / len(alike))


def network(victim: Victim, doors: Doors, _rng: np.random.Generator) -> Outcome:
    """Half of the networks that are left, again and again."""
    views = doors(victim.needing(replace(on(pipe(), victim.need), quantity=_WATT_HOURS)))
    own = replace(on(pipe(), offer()), quantity=_WATT_HOURS)
    left = list(CODES)
    while len(left) > 1:
        half = left[: len(left) // 2]
        view = views.see(replace(own, networks=tuple((code, 10.0) for code in sorted(half))))
        joined = view is not None and view.joined
        left = half if joined else left[len(left) // 2 :]
    return Outcome(left[0] == victim.need.networks[0][0], views.asked, 1 / len(CODES))


def tonnes(views: Views, tries: int) -> float | None:
    """From where on one's own is all that the victim needs."""

    def is_less(tonnes: float) -> bool:
        base = round(tonnes / route().yield_ * TONNE)
        view = views.see(replace(offer(), quantity=base))
        return view is not None and view.verdicts["quantity"] == "partial"

    return edge(is_less, *QUANTITIES, tries)


def judged_tonnes(views: Views, found: float | None, truth: float) -> Outcome:
    return _judged(views, found, truth, _TONNES, views.tonnes)


def judged_bound(views: Views, found: float | None, victim: Victim) -> Outcome:
    return _judged(views, found, victim.need.qualities[0][2], _BOUNDS, views.bounds)


def _judged(
    views: Views, found: float | None, truth: float, values: Array, seen: Callable[[Array], Array]
) -> Outcome:
    """The best guess of all values that would have turned at the edge that was found."""
    fitting = values
    if found is not None:
        fitting = values[np.abs(seen(values) / found - 1) < _AS_FOUND]
    guess = best_guess(fitting)[0] if len(fitting) else found or 1.0
    _, chance = best_guess(values[_alike(truth, values, seen)])
    return Outcome(is_near(guess, truth), views.asked, chance)


def _alike(
    truth: float, values: Array, seen: Callable[[Array], Array]
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which of the values the policy looks at as at the true one."""
    return np.asarray(seen(values) == seen(np.array([truth]))[0])
