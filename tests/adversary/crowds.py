"""How many of the public register fit a view, for one who knows the code: all who would have been
shown the same, to each of the viewers that he may be. He declares companies of his own, one after
the other, where the victim is: made-up ones, or some that the register has.

The control is what Boucle did before: the narrowest view that three fit, one's own taken off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from boucle.contract.cells import Cell
from boucle.matching.crowds.partition import (
    LEAST,
    MARGIN,
    CrowdClass,
    crowd_for,
    crowd_of,
    partition,
    unplaced_others,
)
from boucle.matching.crowds.steps import (
    NOWHERE,
    WIDEST_LEVEL,
    Crowd,
    CrowdCompanies,
    CrowdKey,
    ViewerSite,
    Widening,
    own_count,
)

STEPS = (
    *(Widening(level, True) for level in range(WIDEST_LEVEL + 1)),
    *(Widening(level, False) for level in range(WIDEST_LEVEL + 1)),
    NOWHERE,
)
OWN = 10
"""Companies that one declares at most."""
Sites = Sequence[Sequence[ViewerSite]]
Shown = tuple[Crowd | None, str, Cell | None]


class Known(NamedTuple):
    """A company of the register, as anybody can read it."""

    number: int
    key: CrowdKey

    @property
    def site(self) -> ViewerSite:
        return ViewerSite(self.key.division, self.key.cell)


class Register:
    def __init__(self, companies: Iterable[Known]) -> None:
        self.companies = tuple(companies)
        self._divisions = frozenset(one.key.division for one in self.companies)

    @cached_property
    def classes(self) -> dict[CrowdClass, int]:
        return partition(
            CrowdCompanies(f"{one.key.division}.00", one.key.cell, [one.number])
            for one in self.companies
        )

    @cached_property
    def alone(self) -> dict[Known, Shown]:
        """What who has no company is shown of each."""
        return {one: self.now(one.key, ()) for one in self.companies}

    @cached_property
    def _fitting(self) -> dict[tuple[str, Cell | None], set[int]]:
        found: dict[tuple[str, Cell | None], set[int]] = defaultdict(set)
        for one in self.companies:
            for step in STEPS:
                found[_as_shown(one.key, step)].add(one.number)
        return dict(found)

    def before(self, key: CrowdKey, sites: Sites) -> Shown:
        for step in STEPS:
            left = len(self._fitting.get(_as_shown(key, step), ()))
            left -= own_count(step, key, self._divisions, sites)
            if left >= LEAST:
                return (Crowd(step, left), *_as_shown(key, step))
        return None, "", None

    def now(self, key: CrowdKey, sites: Sites) -> Shown:
        found = crowd_of(key, self.classes)
        if found is not None:
            own = own_count(found.step, key, self._divisions, sites)
            others = unplaced_others(self.classes, self._divisions, sites)
            found = crowd_for(found, own, others if own > MARGIN else None)
        return (None, "", None) if found is None else (found, *_as_shown(key, found.step))


def fitting(
    register: Register,
    true: Known,
    view: Callable[[CrowdKey, Sites], Shown],
    own: Sequence[Known] | None = None,
) -> list[Known] | None:
    """Who may be the victim; None: nothing of it is shown. ``own``: of the register, else made-up
    where it is."""
    declared = [(one.site,) for one in own] if own is not None else [(true.site,)] * OWN
    there = set(own or ())
    left = [one for one in register.companies if one not in there]
    seen = False
    for count in range(len(declared) + 1):
        shown = _shown(view, true.key, tuple(declared[:count]))
        seen |= shown[0] is not None
        left = [one for one in left if _shown(view, one.key, tuple(declared[:count])) == shown]
    return left if seen else None


@cache
def _shown(view: Callable[[CrowdKey, Sites], Shown], key: CrowdKey, sites: Sites) -> Shown:
    return view(key, sites)


def _as_shown(key: CrowdKey, step: Widening) -> tuple[str, Cell | None]:
    cell = None if step.level is None else key.cell.widened(step.level)
    return key.division if step.sector else "", cell
