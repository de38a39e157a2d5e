"""Hold candidates: pairs of flows of which the newest list of either holds the other. Pure.

There are ten times as many as flows: they are columns, not objects.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from itertools import chain, repeat
from typing import Any, Final, NamedTuple, Self, TypeAlias
from uuid import UUID

import numpy as np
import numpy.typing as npt

from boucle.catalogue import load_catalogue
from boucle.catalogue.facts.runs import yield_in_base
from boucle.contract.events.changed_lists import DECLARED_FIRST
from boucle.contract.events.registry import Nature
from boucle.indicators.facts.lists import FlowList
from boucle.indicators.figures.flows import (
    NATURE_OF_SORT,
    NATURES,
    ByPlace,
    Flows,
    Numbers,
    in_reported,
)

_ID: Final = 16
_BLOCK: Final = 16_384
"""Pairs that are processed together."""

Ids: TypeAlias = npt.NDArray[np.bytes_]


class Rows(NamedTuple):
    """Columns; ``ids`` are the synergy's, then 0 in the offer's list or 1 in the need's."""

    ids: Ids
    offers: Numbers
    needs: Numbers
    owners: Numbers
    ranks: Numbers
    quantities: Numbers

    def at(self, chosen: npt.NDArray[Any]) -> Self:
        return type(self)(*(column[chosen] for column in self))


class Entries:
    """Partners in lists, in the order of their synergies' ids; ``flows`` numbers the flows."""

    def __init__(self, flows: Flows) -> None:
        self._flows = flows
        self._rows = _rows(flows, ())

    def put(self, changed: Iterable[UUID], lists: Sequence[FlowList]) -> None:
        """Replace the lists of flows ``changed`` by ``lists``."""
        emptied = [self._flows.number(one) for one in changed]
        new = _rows(self._flows, lists)
        stays = np.ones(len(self._flows.bodies), bool)
        stays[emptied] = False
        staying = self._rows.at(stays[self._rows.owners])
        new = new.at(np.argsort(new.ids))
        places = np.searchsorted(staying.ids, new.ids)
        self._rows = Rows(*(np.insert(*each) for each in zip(staying, repeat(places), new)))

    def pairs(self) -> Rows:
        """Return the pairs of flows in force. The offer's list takes precedence over the need's."""
        alive = self._flows.sorts() >= 0
        offers, needs = self._rows.offers, self._rows.needs
        first = np.ones(len(offers), bool)
        first[1:] = (offers[1:] != offers[:-1]) | (needs[1:] != needs[:-1])
        return self._rows.at(first & alive[offers] & alive[needs])


def _rows(flows: Flows, lists: Sequence[FlowList]) -> Rows:
    sizes = [len(each.partners) for each in lists]
    owners = np.repeat(np.array([flows.number(each.flow) for each in lists], "i4"), sizes)
    partners = np.array([flows.number(one) for each in lists for one in each.partners], "i4")
    offers = np.repeat(np.array([each.offers for each in lists], bool), sizes)
    ids = np.empty((len(owners), _ID + 1), "u1")
    ids[:, :_ID] = np.frombuffer(b"".join([one.synergies for one in lists]), "u1").reshape(-1, _ID)
    ids[:, _ID] = ~(offers ^ np.repeat(np.array([each.of_partners for each in lists], bool), sizes))
    return Rows(
        ids=ids.view(f"S{_ID + 1}")[:, 0],
        offers=np.where(offers, owners, partners),
        needs=np.where(offers, partners, owners),
        owners=owners,
        ranks=np.fromiter(chain.from_iterable(one.ranks for one in lists), "i4"),
        quantities=np.fromiter(chain.from_iterable(one.quantities for one in lists), "i8"),
    )


@dataclass(frozen=True)
class Candidates:
    """Pairs by number, best first (ties: synergy id). ``offers`` and ``needs`` are numbers of
    ``flows``. ``quantities`` are what could move in a year, in g, L or Wh. ``typical``: one of its
    flows is deduced from an activity, not declared. ``alive`` has, by synergy id, those with a
    life. ``taken``: of flows, what running pairs take of them."""

    flows: Flows
    offers: Numbers
    needs: Numbers
    quantities: Numbers
    typical: npt.NDArray[np.bool_]
    alive: Mapping[bytes, int] = field(default_factory=dict)
    taken: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def of(
        cls, flows: Flows, pairs: Rows, lives: Collection[bytes], taken: Mapping[int, int]
    ) -> Self:
        """``pairs`` come from ``Entries.pairs``; ``lives`` are the synergies that have one."""
        typical = pairs.ranks < DECLARED_FIRST
        scores = np.where(typical, pairs.ranks, pairs.ranks - DECLARED_FIRST)
        best_first = np.argsort(-scores.astype("i2"), kind="stable")
        numbers = np.empty(len(best_first), np.int64)
        numbers[best_first] = np.arange(len(best_first))
        return cls(
            flows=flows,
            offers=pairs.offers[best_first],
            needs=pairs.needs[best_first],
            quantities=pairs.quantities[best_first],
            typical=typical[best_first],
            alive={life: int(numbers[place]) for life, place in _places_of(lives, pairs.ids)},
            taken=taken,
        )

    def in_territories(self, territories: Collection[str]) -> Numbers:
        """Return the pairs of which both sides are there. Whether lists hold a pair follows exact
        values of both: across a border, no figure may follow it."""
        inside = np.zeros((2, len(self.offers)), bool)
        places = self.flows.places_in(territories)
        for side, among in zip(self._by_place, inside, strict=True):
            among[side.of(places)] = True
        return np.flatnonzero(inside.all(axis=0))

    @cached_property
    def natures(self) -> npt.NDArray[np.int64]:
        return NATURE_OF_SORT[self.flows.sorts()[self.offers]]

    @cached_property
    def _by_place(self) -> tuple[ByPlace, ByPlace]:
        places = self.flows.places()
        return ByPlace(places[self.offers]), ByPlace(places[self.needs])


def _places_of(lives: Collection[bytes], ids: Ids) -> Iterator[tuple[bytes, int]]:
    wanted = np.array(list(lives), f"S{_ID}")
    for life, place in zip(lives, np.searchsorted(ids, wanted).tolist(), strict=True):
        if place < len(ids) and ids[place][:_ID].rstrip(b"\0") == life.rstrip(b"\0"):
            yield life, place


def shared_out(
    candidates: Candidates, numbers: Numbers, block: int = _BLOCK
) -> dict[Nature, tuple[Decimal, int]]:
    """Return, by nature, how much these pairs could move in a year together, in t, m3 or MWh, and
    how many they are. Best first, each takes from what running pairs, and those before it, leave
    of its flows' yearly amounts; of the need's, by the route's yield. The first pair of a flow
    without amount sets it."""
    sharing = _Sharing(candidates, numbers)
    for start in range(0, len(numbers), block):
        sharing.take(numbers[start : start + block])
    counted = np.bincount(candidates.natures[numbers], minlength=len(NATURES)).tolist()
    found = zip(NATURES, sharing.moved, counted, strict=True)
    return {nature: (in_reported(moved, nature), count) for nature, moved, count in found if count}


class _Sharing:
    def __init__(self, candidates: Candidates, numbers: Numbers) -> None:
        self.moved = [0] * len(NATURES)
        self._candidates = candidates
        self._offered = self._amounts(candidates.offers, numbers)
        self._needed = self._amounts(candidates.needs, numbers)
        flows = len(candidates.flows.amounts)
        self._started, self._used_up, self._satisfied = (np.zeros(flows, bool) for _ in range(3))

    def _amounts(self, side: Numbers, numbers: Numbers) -> dict[int, int | None] | list[int | None]:
        amounts, taken = self._candidates.flows.amounts, self._candidates.taken
        if len(numbers) > len(amounts):
            return [_less(amount, taken.get(flow, 0)) for flow, amount in enumerate(amounts)]
        flows = side[numbers].tolist()
        return {flow: _less(amounts[flow], taken.get(flow, 0)) for flow in flows}

    def take(self, numbers: Numbers) -> None:
        """Take pairs in blocks. Most find nothing, and are skipped together: those whose offer is
        used up, or whose need is met while the offer has an amount."""
        its = self._candidates
        offers, needs = its.offers[numbers], its.needs[numbers]
        passed = self._used_up[offers] | (self._satisfied[needs] & self._started[offers])
        numbers, offers, needs = numbers[~passed], offers[~passed], needs[~passed]
        columns = offers, needs, its.quantities[numbers], its.natures[numbers]
        used_up, satisfied = self._each(*(column.tolist() for column in columns))
        self._started[offers], self._used_up[used_up], self._satisfied[satisfied] = True, True, True

    def _each(
        self, offers: list[int], needs: list[int], quantities: list[int], natures: list[int]
    ) -> tuple[list[int], list[int]]:
        """Take one by one; return offers and needs that are used up."""
        offered, needed = self._offered, self._needed
        used_up, satisfied = [], []
        for offer, need, quantity, nature in zip(offers, needs, quantities, natures, strict=True):
            remaining = offered[offer]
            if remaining == 0:
                continue
            needs_still, yield_ = needed[need], self._yield_of(offer, need)
            remaining = quantity if remaining is None else remaining
            free = quantity if needs_still is None else int(needs_still / yield_)
            moved = min(quantity, remaining, free)
            offered[offer] = remaining - moved
            needed[need] = 0 if moved == free else round((free - moved) * yield_)
            self.moved[nature] += moved
            if moved == remaining:
                used_up.append(offer)
            if moved == free:
                satisfied.append(need)
        return used_up, satisfied

    def _yield_of(self, offer: int, need: int) -> float:
        families = self._candidates.flows.families
        return _yield(families[offer], families[need])


def _less(amount: int | None, taken: int) -> int | None:
    return None if amount is None else max(amount - taken, 0)


@cache
def _yield(offered: str | None, needed: str | None) -> float:
    """Return how much of a need, in g, L or Wh, one of an offer serves; 1 where no route is
    known."""
    catalogue = load_catalogue()
    route = catalogue.route_between(offered or "", needed or "")
    if route is None:
        return 1.0
    families = catalogue.family(route.output_family), catalogue.family(route.input_family)
    return yield_in_base(route, *families)
