"""Pairs of flows that are candidates: while the newest list of either holds the other. Pure.

There are ten times as many as flows: they are columns and numbers, not objects.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final
from uuid import UUID

from boucle.common.events.changed_lists import DECLARED_FIRST, score_of
from boucle.common.events.registry import Nature
from boucle.indicators.facts.bodies import FlowBody
from boucle.indicators.facts.lists import FlowList

_ID = 16
_DIGITS: Final[Mapping[Nature, int]] = {"material": 6, "water": 3, "energy": 6}
"""From g, L or Wh to t, m3 or MWh: so many digits are behind the point."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs by number, best first (ties: synergy id). ``offers``, ``needs``: numbers of ``flows``.
    ``quantities``: what could move in a year, in g, L or Wh. ``typical``: those with a flow deduced
    from an activity, declared by nobody. ``alive``: by synergy id, those that have a life."""

    flows: list[FlowBody] = field(default_factory=list)
    offers: list[int] = field(default_factory=list)
    needs: list[int] = field(default_factory=list)
    quantities: list[int] = field(default_factory=list)
    typical: set[int] = field(default_factory=set)
    alive: dict[bytes, int] = field(default_factory=dict)

    def territories(self) -> Iterator[tuple[str, ...]]:
        """Of each pair, those of its two flows."""
        places = [flow.territories for flow in self.flows]
        for offer, need in zip(self.offers, self.needs, strict=True):
            here, there = places[offer], places[need]
            yield here if here == there else tuple({*here, *there})


_Entry = tuple[int, bytes, int, int, int, bool]
"""Score, synergy, offer, need, quantity, whether a flow of it is typical."""


def candidates_of(
    lists: Iterable[FlowList], flows: Mapping[UUID, FlowBody], lives: Collection[bytes]
) -> Candidates:
    """Of lists and flows in force. What the offer's list says of a pair goes before what the need's
    does. A pair of which a flow is not in force, or not known yet, is none. ``lives``: synergies
    that have one."""
    found = Candidates(list(flows.values()))
    for number, entry in enumerate(_best_first(lists, flows)):
        _, synergy, offer, need, quantity, typical = entry
        found.offers.append(offer)
        found.needs.append(need)
        found.quantities.append(quantity)
        if typical:
            found.typical.add(number)
        if synergy in lives:
            found.alive[synergy] = number
    return found


def _best_first(lists: Iterable[FlowList], flows: Mapping[UUID, FlowBody]) -> Iterator[_Entry]:
    """Many short sorts: one long one would keep all other threads waiting."""
    numbers = {flow: number for number, flow in enumerate(flows)}
    found: dict[bytes, _Entry] = {}
    for each in sorted(lists, key=lambda one: one.offers):
        if each.flow in numbers:
            _add_entries(each, numbers, found)
    by_score: dict[int, list[_Entry]] = {}
    for entry in found.values():
        by_score.setdefault(entry[0], []).append(entry)
    for score in sorted(by_score, reverse=True):
        yield from sorted(by_score[score])


def _add_entries(each: FlowList, numbers: Mapping[UUID, int], found: dict[bytes, _Entry]) -> None:
    own, offers, start = numbers[each.flow], each.offers, 0
    for partner, rank, quantity in zip(each.partners, each.ranks, each.quantities, strict=True):
        synergy = each.synergies[start : start + _ID]
        start += _ID
        other = numbers.get(partner)
        if other is not None:
            offer, need = (own, other) if offers else (other, own)
            typical = rank < DECLARED_FIRST
            found[synergy] = score_of(rank), synergy, offer, need, quantity, typical


def shared_out(candidates: Candidates, numbers: Sequence[int]) -> dict[Nature, tuple[Decimal, int]]:
    """What these pairs could move in a year together, in t, m3 or MWh, and how many they are, by
    nature: best first, each takes what is left of its flows' yearly amounts. Where such an amount
    is not known, the first that takes of it says how much it is."""
    flows, quantities = candidates.flows, candidates.quantities
    offers, needs = candidates.offers, candidates.needs
    offered = [in_base(flow) for flow in flows]
    needed = list(offered)
    taken = [0] * len(flows)
    for number in numbers:
        offer = offers[number]
        left = offered[offer]
        if left == 0:  # most find nothing
            continue
        need, quantity = needs[number], quantities[number]
        free = needed[need]
        left = quantity if left is None else left
        free = quantity if free is None else free
        moved = min(quantity, left, free)
        offered[offer], needed[need] = left - moved, free - moved
        taken[offer] += moved
    moved_in: Counter[Nature] = Counter()
    for flow, amount in zip(flows, taken, strict=True):
        moved_in[flow.nature] += amount
    counted = Counter(flows[offers[number]].nature for number in numbers)
    return {
        nature: (Decimal(moved_in[nature]).scaleb(-_DIGITS[nature]), number)
        for nature, number in counted.items()
    }


def in_base(flow: FlowBody) -> int | None:
    """The yearly amount in g, L or Wh; None where it is not known."""
    return int(flow.amount.scaleb(_DIGITS[flow.nature])) if flow.amount else None
