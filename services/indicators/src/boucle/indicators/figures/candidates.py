"""Pairs of flows that are candidates: while the newest list of either holds the other. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final
from uuid import UUID

import msgspec

from boucle.common.events.registry import Nature
from boucle.indicators.facts.bodies import FlowBody
from boucle.indicators.facts.lists import FlowList

_ID = 16
_DECLARED: Final = 10_001
"""What a rank has more than its score where both flows are declared."""
_DIGITS: Final[Mapping[Nature, int]] = {"material": 6, "water": 3, "energy": 6}
"""From g, L or Wh to t, m3 or MWh: so many digits are behind the point."""


class Pair(msgspec.Struct, frozen=True, gc=False):
    """``offer``, ``need``: a number for each flow. ``quantity``: what could move in a year, in g, L
    or Wh. ``typical``: a flow of it is deduced from an activity, declared by nobody."""

    synergy: bytes
    offer: int
    need: int
    offered: FlowBody
    needed: FlowBody
    score: int
    quantity: int
    typical: bool


def pairs_of(lists: Iterable[FlowList], flows: Mapping[UUID, FlowBody]) -> list[Pair]:
    """Best first (ties: synergy id), of lists and flows in force. What the offer's list says of a
    pair goes before what the need's does. A pair of which a flow is not in force, or not known yet,
    is none."""
    found: dict[bytes, Pair] = {}
    numbered = {id_: (number, body) for number, (id_, body) in enumerate(flows.items())}
    for each in sorted(lists, key=lambda one: one.offers):
        for pair in _pairs_of_list(each, numbered):
            found[pair.synergy] = pair
    by_score: dict[int, list[Pair]] = {}  # one long sort would keep all other threads waiting
    for pair in found.values():
        by_score.setdefault(pair.score, []).append(pair)
    return [
        pair
        for score in sorted(by_score, reverse=True)
        for pair in sorted(by_score[score], key=lambda one: one.synergy)
    ]


def _pairs_of_list(each: FlowList, flows: Mapping[UUID, tuple[int, FlowBody]]) -> Iterator[Pair]:
    own = flows.get(each.flow)
    if own is None:
        return
    offers, start = each.offers, 0
    for partner, rank, quantity in zip(each.partners, each.ranks, each.quantities, strict=True):
        synergy = each.synergies[start : start + _ID]
        start += _ID
        other = flows.get(partner)
        if other is None:
            continue
        typical = rank < _DECLARED
        score = rank if typical else rank - _DECLARED
        if offers:
            yield Pair(synergy, own[0], other[0], own[1], other[1], score, quantity, typical)
        else:
            yield Pair(synergy, other[0], own[0], other[1], own[1], score, quantity, typical)


def shared_out(pairs: Sequence[Pair], nature: Nature) -> Decimal:
    """What pairs of this nature could move in a year together, in t, m3 or MWh: best first, each
    takes what is left of its flows' yearly amounts."""
    offers: dict[int, int] = {}
    needs: dict[int, int] = {}
    moved = 0
    for pair in pairs:
        offer, need, quantity = pair.offer, pair.need, pair.quantity
        offered = offers.get(offer)
        if offered is None:
            offered = offers[offer] = in_base(pair.offered, nature) or quantity
        needed = needs.get(need)
        if needed is None:
            needed = needs[need] = in_base(pair.needed, nature) or quantity
        taken = min(quantity, offered, needed)
        if taken:
            moved += taken
            offers[offer], needs[need] = offered - taken, needed - taken
    return Decimal(moved).scaleb(-_DIGITS[nature])


def in_base(flow: FlowBody, nature: Nature) -> int:
    """The yearly amount in g, L or Wh; 0 where it is not known."""
    return 0 if flow.amount is None else int(flow.amount.scaleb(_DIGITS[nature]))
