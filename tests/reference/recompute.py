"""The published set, computed again from nothing, the plainest way: every offer with every need.

Shares no code with the engine, only the scoring of one pair. Property tests and
the chaos runs hold the engine against it. Quadratic within the families that a route joins.
``recompute_from`` gives the same, sooner: given lists that should be right, it scores only the
pairs that could have a place in them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from boucle.matching.scoring import (
    DEFAULT_SETTINGS,
    MOST_PLACES,
    FlowInputs,
    LifeFact,
    Rules,
    ScoringSettings,
    assess,
    refuses,
)
from boucle.matching.scoring.families import families_of, left_of, parts_of
from tests.reference.sides import PlainSide

_NOBODY: Final = float("inf")
"""The bar of a list that is not asked for."""


@dataclass(frozen=True, slots=True)
class Published:
    """A pair that at least one list holds."""

    score: int
    in_offer_list: bool
    in_need_list: bool


@dataclass(frozen=True, slots=True)
class PlainEntry:
    """A partner in a list, which ``rank`` orders."""

    rank: int
    score: int
    partner: int

    @property
    def order(self) -> tuple[int, int]:
        return -self.rank, self.partner


def lists(
    flows: Iterable[FlowInputs],
    settings: Mapping[str, ScoringSettings],
    lives: Iterable[LifeFact],
    rules: Rules,
) -> dict[int, tuple[tuple[int, int], ...]]:
    """Each flow's best partners with their scores, best first."""
    return {
        flow: tuple((entry.partner, entry.score) for entry in entries)
        for flow, entries in recompute(flows, settings, lives, rules).items()
    }


def published(
    flows: Iterable[FlowInputs],
    settings: Mapping[str, ScoringSettings],
    lives: Iterable[LifeFact],
    rules: Rules,
) -> dict[tuple[int, int], Published]:
    """Every published pair, keyed by offer and need."""
    flows = list(flows)
    return pairs_of(flows, recompute(flows, settings, lives, rules))


def recompute(
    flows: Iterable[FlowInputs],
    settings: Mapping[str, ScoringSettings],
    lives: Iterable[LifeFact],
    rules: Rules,
) -> dict[int, tuple[PlainEntry, ...]]:
    """Each flow's list, best first; an empty one too."""
    world = RecomputeInputs.of(flows, settings, lives, rules)
    candidates: dict[int, list[PlainEntry]] = {flow: [] for flow in world.sides}
    for offer, need in _joined(world):
        _look(world, offer, need, candidates)
    return {
        flow: _best(entries, world.sides[flow].settings, world.sides)
        for flow, entries in candidates.items()
    }


def recompute_from(
    world: RecomputeInputs, kept: Mapping[int, Sequence[tuple[int, int]]]
) -> dict[int, tuple[PlainEntry, ...]]:
    """The same as ``recompute``, whatever ``kept`` says: flow -> (partner, rank), best first.

    The last rank of a full list is a bar below which nobody is looked at. A list that then does not
    reach its own bar was wrong: it is made again without one.
    """
    bars = {flow: _bar(kept.get(flow, ()), side.settings) for flow, side in world.sides.items()}
    lists = _above(world, bars)
    wrong = [flow for flow, bar in bars.items() if bar > _bar_of(lists[flow], world.sides[flow])]
    if wrong:
        again = _above(world, dict.fromkeys(bars, _NOBODY) | dict.fromkeys(wrong, 0.0))
        lists |= {flow: again[flow] for flow in wrong}
    return lists


def _above(world: RecomputeInputs, bars: Mapping[int, float]) -> dict[int, tuple[PlainEntry, ...]]:
    """Lists of those whose rank reaches the list's bar."""
    candidates: dict[int, list[PlainEntry]] = {flow: [] for flow in bars}
    needs: dict[int, list[PlainSide]] = {}
    offers: dict[int, list[PlainSide]] = {}
    wholes = {flow: replace(side, bar=bars[flow]) for flow, side in world.sides.items()}
    for side in wholes.values():
        known = offers if side.row.output else needs
        for one in _parts(side):
            known.setdefault(one.row.family, []).append(one)
    for offer, need in _worth_a_look(world.rules, offers, needs):
        _look(world, wholes[offer], wholes[need], candidates)
    return {
        flow: _best(entries, world.sides[flow].settings, world.sides)
        for flow, entries in candidates.items()
    }


def _worth_a_look(
    rules: Rules,
    offers: Mapping[int, Sequence[PlainSide]],
    needs: Mapping[int, Sequence[PlainSide]],
) -> Iterator[tuple[int, int]]:
    """Each pair once that two of its families may bring into a list."""
    from tests.reference.upper_bounds import Needs

    seen: set[tuple[int, int]] = set()
    for (output, family), rule in rules.between.items():
        if output not in offers or family not in needs:
            continue
        among = Needs(rules, rule, needs[family])
        for offer in offers[output]:
            for at in among.worth(offer):
                need = needs[family][at]
                pair = offer.row.flow, need.row.flow
                if offer.several or need.several:
                    if pair in seen:
                        continue
                    seen.add(pair)
                yield pair


def _parts(side: PlainSide) -> Iterator[PlainSide]:
    """Of each family, as if it were a flow."""
    several = bool(side.row.others)
    for row, free in parts_of(side.row, side.free):
        yield replace(side, row=row, free=free, several=several)


def _bar(kept: Sequence[tuple[int, int]], own: ScoringSettings) -> float:
    return float(kept[own.k - 1][1]) if len(kept) >= own.k else 0.0


def _bar_of(entries: Sequence[PlainEntry], side: PlainSide) -> float:
    return _bar([(entry.partner, entry.rank) for entry in entries], side.settings)


def _look(
    world: RecomputeInputs,
    offer: PlainSide,
    need: PlainSide,
    candidates: Mapping[int, list[PlainEntry]],
) -> None:
    """Score a pair, for the lists whose bar it reaches."""
    fact = world.facts.get((offer.row.flow, need.row.flow))
    if fact is not None and refuses(fact, offer.row.refusable, need.row.refusable):
        return
    both = (offer.settings, need.settings)
    found = assess(offer.row, need.row, world.rules, both, (offer.free, need.free))
    if found is None:
        return
    for side, other in ((offer, need), (need, offer)):
        if found.rank >= side.bar:
            candidates[side.row.flow].append(PlainEntry(found.rank, found.score, other.row.flow))


@dataclass(frozen=True, slots=True)
class RecomputeInputs:
    """All inputs: ``sides`` by flow, ``facts`` of lives by offer and need."""

    sides: Mapping[int, PlainSide]
    facts: Mapping[tuple[int, int], LifeFact]
    rules: Rules

    @classmethod
    def of(
        cls,
        flows: Iterable[FlowInputs],
        settings: Mapping[str, ScoringSettings],
        lives: Iterable[LifeFact],
        rules: Rules,
    ) -> RecomputeInputs:
        lives, of_flow = list(lives), dict[int, list[LifeFact]]()
        for life in lives:
            of_flow.setdefault(life.offer, []).append(life)
            of_flow.setdefault(life.need, []).append(life)
        sides = {}
        for declared in flows:
            row, free = left_of(declared, of_flow.get(declared.flow, ()))
            sides[row.flow] = PlainSide(row, _of(settings, row), free, 0.0)
        return cls(sides, {(life.offer, life.need): life for life in lives}, rules)


def pairs_of(
    flows: Iterable[FlowInputs], lists: Mapping[int, tuple[PlainEntry, ...]]
) -> dict[tuple[int, int], Published]:
    """The pairs that these lists hold, keyed by offer and need."""
    output = {flow.flow: flow.output for flow in flows}
    scores: dict[tuple[int, int], int] = {}
    holders: dict[tuple[int, int], set[bool]] = {}
    for flow, entries in lists.items():
        for entry in entries:
            pair = (flow, entry.partner) if output[flow] else (entry.partner, flow)
            scores[pair] = entry.score
            holders.setdefault(pair, set()).add(output[flow])
    return {
        pair: Published(scores[pair], True in sides, False in sides)
        for pair, sides in holders.items()
    }


def _joined(world: RecomputeInputs) -> Iterator[tuple[PlainSide, PlainSide]]:
    """Every offer with every need of a family that a route leads to, once: no other pair is a
    synergy."""
    between = world.rules.between
    needs: dict[int, list[PlainSide]] = {}
    for side in world.sides.values():
        if not side.row.output:
            for family in families_of(side.row):
                needs.setdefault(family, []).append(side)
    for offer in (side for side in world.sides.values() if side.row.output):
        ours = families_of(offer.row)
        met: dict[int, PlainSide] = {}
        for family in (one for one in needs if any((own, one) in between for own in ours)):
            met |= {need.row.flow: need for need in needs[family]}
        for need in met.values():
            yield offer, need


def _of(settings: Mapping[str, ScoringSettings], flow: FlowInputs) -> ScoringSettings:
    return settings.get(flow.territory, DEFAULT_SETTINGS)


def _best(
    candidates: list[PlainEntry], own: ScoringSettings, sides: Mapping[int, PlainSide]
) -> tuple[PlainEntry, ...]:
    """Of each organisation no more than ``MOST_PLACES``."""
    worth = [candidate for candidate in candidates if candidate.score >= own.threshold]
    worth.sort(key=lambda candidate: candidate.order)
    places: Counter[int] = Counter()
    best = []
    for candidate in worth:
        organisation = sides[candidate.partner].row.organisation
        places[organisation] += 1
        if places[organisation] <= MOST_PLACES:
            best.append(candidate)
    return tuple(best[: own.k])
