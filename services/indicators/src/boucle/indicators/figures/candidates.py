"""Pairs of flows that are candidates: while the newest list of either holds the other. Pure.

There are ten times as many as flows: they are columns, not objects.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import Any, Final, Self
from uuid import UUID

import numpy as np
import numpy.typing as npt

from boucle.common.events.changed_lists import DECLARED_FIRST
from boucle.common.events.registry import Nature
from boucle.indicators.facts.lists import FlowList
from boucle.indicators.figures.flows import (
    NATURE_OF_SORT,
    NATURES,
    Flows,
    Numbers,
    in_reported,
)

_ID: Final = 16
_ENTRY: Final = np.dtype(
    [
        ("id", f"S{_ID + 1}"),  # of the synergy, then 0 in the offer's list, 1 in the need's
        *(("offer", "i4"), ("need", "i4"), ("owner", "i4"), ("rank", "i4"), ("quantity", "i8")),
    ]
)
_BLOCK: Final = 16_384
"""Pairs that are looked at together."""


class Entries:
    """Partners in lists, in the order of their synergies' ids; ``flows`` numbers the flows."""

    def __init__(self, flows: Flows) -> None:
        self._flows = flows
        self._rows: npt.NDArray[Any] = np.empty(0, _ENTRY)

    def put(self, flows: Iterable[UUID], lists: Sequence[FlowList]) -> None:
        """``lists`` are in force from now on, and of ``flows`` no other ones."""
        number = self._flows.number
        new = _entries(self._flows, lists)
        changed = [number(one) for one in flows]
        emptied = np.zeros(len(self._flows.bodies), bool)
        emptied[changed] = True
        rows = np.concatenate([self._rows[~emptied[self._rows["owner"]]], new])
        self._rows = rows[np.argsort(rows["id"], kind="stable")]  # two runs: merged in one pass

    def pairs(self) -> npt.NDArray[Any]:
        """Rows of pairs of flows in force. What the offer's list says of a pair goes before what
        the need's does."""
        alive = self._flows.sorts() >= 0
        found = self._rows[alive[self._rows["offer"]] & alive[self._rows["need"]]]
        ids = found["id"].astype(f"S{_ID}")
        first = np.ones(len(found), bool)
        first[1:] = ids[1:] != ids[:-1]
        return found[first]


def _entries(flows: Flows, lists: Sequence[FlowList]) -> npt.NDArray[Any]:
    sizes = [len(each.partners) for each in lists]
    found = np.empty(sum(sizes), _ENTRY)
    owners = np.repeat(np.array([flows.number(each.flow) for each in lists], "i4"), sizes)
    partners = np.array([flows.number(one) for each in lists for one in each.partners], "i4")
    offers = np.repeat(np.array([each.offers for each in lists], bool), sizes)
    ids = np.zeros((len(found), _ID + 1), "u1")
    ids[:, :_ID] = np.frombuffer(b"".join([one.synergies for one in lists]), "u1").reshape(-1, _ID)
    ids[:, _ID] = ~offers
    found["id"] = ids.view(f"S{_ID + 1}")[:, 0]
    found["owner"] = owners
    found["offer"] = np.where(offers, owners, partners)
    found["need"] = np.where(offers, partners, owners)
    found["rank"] = np.fromiter(chain.from_iterable(one.ranks for one in lists), "i4")
    found["quantity"] = np.fromiter(chain.from_iterable(one.quantities for one in lists), "i8")
    return found


@dataclass(frozen=True)
class Candidates:
    """Pairs by number, best first (ties: synergy id). ``offers``, ``needs``: numbers of ``flows``.
    ``quantities``: what could move in a year, in g, L or Wh. ``typical``: whether a flow of it is
    deduced from an activity, declared by nobody. ``alive``: by synergy id, those that have a life.
    """

    flows: Flows
    offers: Numbers
    needs: Numbers
    quantities: Numbers
    typical: npt.NDArray[np.bool_]
    alive: Mapping[bytes, int] = field(default_factory=dict)

    @classmethod
    def of(cls, flows: Flows, pairs: npt.NDArray[Any], lives: Collection[bytes]) -> Self:
        """``pairs``: as ``Entries.pairs`` has them. ``lives``: synergies that have one."""
        ranks = pairs["rank"]
        typical = ranks < DECLARED_FIRST
        scores = np.where(typical, ranks, ranks - DECLARED_FIRST)
        best_first = np.argsort(-scores.astype("i2"), kind="stable")
        numbers = np.empty(len(pairs), np.int64)
        numbers[best_first] = np.arange(len(pairs))
        ordered = pairs[["offer", "need", "quantity"]][best_first]
        places = _places_of(lives, pairs["id"].astype(f"S{_ID}"))
        return cls(
            flows=flows,
            offers=ordered["offer"].astype(np.int64),
            needs=ordered["need"].astype(np.int64),
            quantities=ordered["quantity"].copy(),
            typical=typical[best_first],
            alive={life: int(numbers[place]) for life, place in places},
        )

    def in_territories(self, territories: Collection[str]) -> Numbers:
        """Those of which a flow is there, best first."""
        held = np.zeros(len(self.offers), bool)
        places = self.flows.places_in(territories)
        for found, order in self._by_place:
            starts = np.searchsorted(found, places, side="left")
            ends = np.searchsorted(found, places, side="right")
            for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
                held[order[start:end]] = True
        return np.flatnonzero(held)

    @cached_property
    def natures(self) -> npt.NDArray[np.int64]:
        """Those of the offers, by number of ``NATURES``."""
        return NATURE_OF_SORT[self.flows.sorts()[self.offers]]

    @cached_property
    def _by_place(self) -> list[tuple[npt.NDArray[np.int16], Numbers]]:
        """Of the offers, and of the needs: their places in order, and the pairs in that order."""
        places = self.flows.places()
        sides = [places[side] for side in (self.offers, self.needs)]
        orders = [np.argsort(side, kind="stable") for side in sides]
        return [(side[order], order) for side, order in zip(sides, orders, strict=True)]


def _places_of(lives: Collection[bytes], ids: npt.NDArray[Any]) -> Iterator[tuple[bytes, int]]:
    """Of the lives that are among these ids, which are in order."""
    wanted = np.array(list(lives), f"S{_ID}")
    for life, place in zip(lives, np.searchsorted(ids, wanted).tolist(), strict=True):
        if place < len(ids) and ids[place] == life.rstrip(b"\0"):
            yield life, place


def shared_out(
    candidates: Candidates, numbers: Numbers, block: int = _BLOCK
) -> dict[Nature, tuple[Decimal, int]]:
    """What these pairs could move in a year together, in t, m3 or MWh, and how many they are, by
    nature: best first, each takes what is left of its flows' yearly amounts. Where such an amount
    is not known, the first that takes of it says how much it is."""
    sharing = _Sharing(candidates)
    for start in range(0, len(numbers), block):
        sharing.take(numbers[start : start + block])
    counted = np.bincount(candidates.natures[numbers], minlength=len(NATURES)).tolist()
    found = zip(NATURES, sharing.moved, counted, strict=True)
    return {nature: (in_reported(moved, nature), count) for nature, moved, count in found if count}


class _Sharing:
    def __init__(self, candidates: Candidates) -> None:
        self.moved = [0] * len(NATURES)
        self._candidates = candidates
        self._offered: dict[int, int] = {}
        self._needed: dict[int, int] = {}
        flows = len(candidates.flows.amounts)
        self._started, self._given, self._met = (np.zeros(flows, bool) for _ in range(3))

    def take(self, numbers: Numbers) -> None:
        """Most pairs find nothing, and are passed over together: those whose offer is given away,
        or whose need is met and whose offer has said how much it is."""
        its = self._candidates
        offers, needs = its.offers[numbers], its.needs[numbers]
        passed = self._given[offers] | (self._met[needs] & self._started[offers])
        numbers, offers, needs = numbers[~passed], offers[~passed], needs[~passed]
        columns = offers, needs, its.quantities[numbers], its.natures[numbers]
        self._each(*(column.tolist() for column in columns))
        self._started[offers] = True
        self._given[[one for one in set(offers.tolist()) if self._offered[one] == 0]] = True
        self._met[[one for one in needs.tolist() if self._needed.get(one) == 0]] = True

    def _each(
        self, offers: list[int], needs: list[int], quantities: list[int], natures: list[int]
    ) -> None:
        amounts, offered, needed = self._candidates.flows.amounts, self._offered, self._needed
        for offer, need, quantity, nature in zip(offers, needs, quantities, natures, strict=True):
            left = offered.get(offer, amounts[offer])
            if left == 0:
                continue
            free = needed.get(need, amounts[need])
            left = quantity if left is None else left
            free = quantity if free is None else free
            moved = min(quantity, left, free)
            offered[offer], needed[need] = left - moved, free - moved
            self.moved[nature] += moved
