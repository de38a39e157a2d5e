"""The doors that an adversary has: it declares one row of its own after the other and looks.

``Control`` is what Boucle did before: figures of exact values, rounded afterwards. ``Real`` is what
it does: the same pure functions that answer ``/possibilities``, with every figure in full, which is
more than the API shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from msgspec.structs import replace

from boucle.contract.cells import EAST_DEGREES, NORTH_DEGREES
from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.rounding import distance_band, rounded, rounded_amount
from boucle.matching.candidates.across import FreeFlow, best_across
from boucle.matching.candidates.coarse import coarse, step_below
from boucle.matching.candidates.coarse_views import coarse_score, share_of_need
from boucle.matching.candidates.sure import is_sure
from boucle.matching.candidates.synergy import (
    PairInputs,
    declared_alone,
    quantity_of,
    synergy_of,
)
from boucle.matching.candidates.worth import is_worth_a_mail
from boucle.matching.crowds.steps import NARROWEST, Crowd, Widening
from boucle.matching.possibilities.decisions import Copy, possibilities
from boucle.matching.possibilities.explanations import Explanation, explanation
from boucle.matching.scoring import (
    DEFAULT_SETTINGS,
    Assessment,
    FlowInputs,
    ScoringSettings,
    assess,
)
from tests.adversary.world import TONNE, Array, Victim
from tests.unit.matching.worlds import rules

BUDGET: Final = 200
"""Declarations in a month."""
_BOTH: Final = (DEFAULT_SETTINGS, DEFAULT_SETTINGS)


@dataclass(frozen=True)
class View:
    """What is shown of the victim, and of the pair. ``joined``: by a network."""

    band: str | None
    quantity: float
    verdicts: Mapping[str, str]
    joined: bool
    eur: Amount


class Views(Protocol):
    """``asked``: declarations so far. The last four are what everybody can read in the code: of
    which value of the victim's what is shown is computed."""

    asked: int

    def see(self, own: FlowInputs) -> View | None: ...

    def explains(self, own: FlowInputs, *, farther: bool = False) -> Explanation:
        """Why nothing suits; ``farther``: the victim is beyond reach."""

    def introduces(self, own: FlowInputs) -> bool:
        """Whether two territories with the policy ``auto`` introduce the pair, the first of its
        list. At most once in 90 days for one organisation."""

    def lists(self, own: FlowInputs, settings: ScoringSettings = DEFAULT_SETTINGS) -> bool:
        """Whether the animator of one's own side is shown the pair, by his territory's settings."""

    def shows_own(self, own: FlowInputs, probe: FlowInputs) -> bool:
        """Whether a tool that declared both sees the pair; one place of a list is left, which the
        victim would take, too."""

    def places(self, latitude: Array, longitude: Array) -> tuple[Array, Array]: ...

    def tonnes(self, values: Array) -> Array: ...

    def bounds(self, values: Array) -> Array: ...

    def months(self, mask: int) -> int: ...


Doors = Callable[..., Views]
"""Those of a policy, to a victim; ``deal``: after its deal with a third party."""


class Control:
    """The pair of exact values, rounded."""

    def __init__(self, victim: Victim, *, deal: bool = False) -> None:
        self.victim = victim
        self.asked = 0
        self._left = victim.need.quantity - (victim.sold if deal else 0)

    def see(self, own: FlowInputs) -> View | None:
        self.asked += 1
        free = own.quantity, self._left
        found = assess(own, self.victim.need, rules(), _BOTH, free)
        if found is None:
            return None
        moved = rounded(quantity_of(round(found.moved), own.family, rules()))
        band = distance_band(f"{found.km:.1f}")
        return _view(band, float(moved.value), found.criteria, rounded_amount(found.eur))

    def explains(self, own: FlowInputs, *, farther: bool = False) -> Explanation:
        self.asked += 1
        need = replace(self.victim.need, quantity=self._left)
        return _explained(own, Copy(need, Crowd(NARROWEST, 3)), farther=farther)

    def introduces(self, own: FlowInputs) -> bool:
        found = _exactly(self.victim, own, self._left)
        if found is None or found.score < DEFAULT_SETTINGS.auto_threshold:
            return False
        return own.eur is None or float(found.eur.low or 0) + float(found.eur.high or 0) >= 0.0

    def lists(self, own: FlowInputs, settings: ScoringSettings = DEFAULT_SETTINGS) -> bool:
        """As engines' lists have it."""
        self.asked += 1
        free = own.quantity, self._left
        both = settings, DEFAULT_SETTINGS
        return assess(own, self.victim.need, rules(), both, free) is not None

    def shows_own(self, own: FlowInputs, probe: FlowInputs) -> bool:
        self.asked += 1
        mine = assess(own, probe, rules(), _BOTH, (own.quantity, probe.quantity))
        other = assess(own, self.victim.need, rules(), _BOTH, (own.quantity, self._left))
        return mine is not None and (
            other is None or (mine.score, -mine.km) > (other.score, -other.km)
        )

    def places(self, latitude: Array, longitude: Array) -> tuple[Array, Array]:
        return latitude, longitude

    def tonnes(self, values: Array) -> Array:
        return values

    def bounds(self, values: Array) -> Array:
        return values

    def months(self, mask: int) -> int:
        return mask


class Real:
    """Possibilities over the coarse copy, as wide as ``step`` says (the crowd decides that)."""

    def __init__(self, victim: Victim, *, deal: bool = False, step: Widening = NARROWEST) -> None:
        """``deal``: nothing of a victim's deals comes to where views are made, lists know them."""
        self.victim = victim
        self.asked = 0
        self.step = step
        self._left = victim.need.quantity - (victim.sold if deal else 0)
        self._copy = Copy(coarse(victim.need, step), Crowd(step, 3))

    def see(self, own: FlowInputs) -> View | None:
        self.asked += 1
        found = possibilities(own, own.quantity, DEFAULT_SETTINGS, [self._copy], rules()).found
        if not found:
            return None
        [one] = found
        return _view(one.group.band, float(one.quantity.value), one.criteria, one.gain)

    def explains(self, own: FlowInputs, *, farther: bool = False) -> Explanation:
        self.asked += 1
        return _explained(own, self._copy, farther=farther)

    def introduces(self, own: FlowInputs) -> bool:
        """``lists.qualifying``, but for lists."""
        need = self.victim.need
        inputs = PairInputs(own, need, _BOTH, (own.quantity, self._left), 0)
        score = coarse_score(inputs, rules())
        if score is None or score < DEFAULT_SETTINGS.auto_threshold:
            return False
        if share_of_need(inputs, rules()) < DEFAULT_SETTINGS.least_share:
            return False
        if not is_worth_a_mail(inputs, rules()):
            return False
        return is_sure(inputs, rules()) and _exactly(self.victim, own, self._left) is not None

    def lists(self, own: FlowInputs, settings: ScoringSettings = DEFAULT_SETTINGS) -> bool:
        self.asked += 1
        mine = FreeFlow(own, own.quantity, settings)
        copies = [(coarse(self.victim.need), DEFAULT_SETTINGS)]
        return bool(best_across(mine, copies, rules()))

    def shows_own(self, own: FlowInputs, probe: FlowInputs) -> bool:
        """``possibilities.own_pairs``: no list is asked."""
        self.asked += 1
        pair = PairInputs(own, probe, _BOTH, (own.quantity, probe.quantity), 0)
        return synergy_of(declared_alone(pair), rules()) is not None

    def places(self, latitude: Array, longitude: Array) -> tuple[Array, Array]:
        """The middles of cells."""
        if self.step.level is None:
            return np.zeros_like(latitude), np.zeros_like(longitude)
        size = 1 << self.step.level
        north, east = size * NORTH_DEGREES, size * EAST_DEGREES
        return (np.floor(latitude / north) + 0.5) * north, (np.floor(longitude / east) + 0.5) * east

    def tonnes(self, values: Array) -> Array:
        rows = (
            coarse(replace(self.victim.need, quantity=round(value * TONNE))).quantity
            for value in values
        )
        return np.array([quantity / TONNE for quantity in rows])

    def bounds(self, values: Array) -> Array:
        return np.array([-step_below(-value) for value in values])

    def months(self, mask: int) -> int:
        return coarse(replace(self.victim.need, months=mask)).months


def _explained(own: FlowInputs, victim: Copy, *, farther: bool) -> Explanation:
    near, far = ([], {victim.row.family: [victim]}) if farther else ([victim], {})
    return explanation(own, own.quantity, DEFAULT_SETTINGS, near, far, rules())


def _exactly(victim: Victim, own: FlowInputs, left: int) -> Assessment | None:
    """The exact pair, as lists have it; None where it is excluded. ``left``: of what
    the victim needs."""
    found = assess(own, victim.need, rules(), _BOTH, (own.quantity, left))
    return None if found is None or found.tco2e.surely_costs else found


def _view(band: str | None, quantity: float, criteria: tuple[Criterion, ...], eur: Amount) -> View:
    verdicts = {one.name: str(one.verdict) for one in criteria}
    joined = any(one.name == "transport" and one.limit == "network" for one in criteria)
    return View(band, quantity, verdicts, joined, eur)
