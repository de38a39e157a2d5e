"""The published set, computed again from nothing, the plainest way: every offer with every need.

Shares no code with the engine, only the scoring of one pair. Property tests and the audit hold
the engine against it. Quadratic within the families that a route joins: for tens of thousands of
flows, not for millions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from boucle.matching.scoring import (
    DEFAULT_SETTINGS,
    FlowRow,
    LifeFact,
    Rules,
    Settings,
    assess,
    refuses,
)


@dataclass(frozen=True, slots=True)
class Published:
    """A pair that at least one list holds."""

    score: int
    in_offer_list: bool
    in_need_list: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A partner in a list, which ``rank`` orders."""

    rank: int
    score: int
    partner: int

    @property
    def order(self) -> tuple[int, int]:
        return -self.rank, self.partner


def lists(
    flows: Iterable[FlowRow],
    settings: Mapping[str, Settings],
    lives: Iterable[LifeFact],
    rules: Rules,
) -> dict[int, tuple[tuple[int, int], ...]]:
    """Each flow's best partners with their scores, best first."""
    return {
        flow: tuple((entry.partner, entry.score) for entry in entries)
        for flow, entries in recompute(flows, settings, lives, rules).items()
    }


def published(
    flows: Iterable[FlowRow],
    settings: Mapping[str, Settings],
    lives: Iterable[LifeFact],
    rules: Rules,
) -> dict[tuple[int, int], Published]:
    """Every published pair, keyed by offer and need."""
    flows = list(flows)
    return pairs_of(flows, recompute(flows, settings, lives, rules))


def recompute(
    flows: Iterable[FlowRow],
    settings: Mapping[str, Settings],
    lives: Iterable[LifeFact],
    rules: Rules,
) -> dict[int, tuple[Entry, ...]]:
    """Each flow's list, best first; an empty one too."""
    flows = list(flows)
    lives = list(lives)
    taken = _taken(lives)
    facts = {(life.offer, life.need): life for life in lives}
    candidates: dict[int, list[Entry]] = {flow.flow: [] for flow in flows}
    for offer, need in _joined(flows, rules):
        fact = facts.get((offer.flow, need.flow))
        if fact is not None and refuses(fact, offer.refusable, need.refusable):
            continue
        both = (_of(settings, offer), _of(settings, need))
        free = (
            offer.quantity - taken.get(offer.flow, 0),
            need.quantity - taken.get(need.flow, 0),
        )
        found = assess(offer, need, rules, both, free)
        if found is not None:
            candidates[offer.flow].append(Entry(found.rank, found.score, need.flow))
            candidates[need.flow].append(Entry(found.rank, found.score, offer.flow))
    return {flow.flow: _best(candidates[flow.flow], _of(settings, flow)) for flow in flows}


def pairs_of(
    flows: Iterable[FlowRow], lists: Mapping[int, tuple[Entry, ...]]
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


def _joined(flows: list[FlowRow], rules: Rules) -> Iterator[tuple[FlowRow, FlowRow]]:
    """Every offer with every need of a family that a route leads to: no other pair is a synergy."""
    needs: dict[int, list[FlowRow]] = {}
    for flow in flows:
        if not flow.output:
            needs.setdefault(flow.family, []).append(flow)
    for offer in (flow for flow in flows if flow.output):
        for family in (one for one in needs if (offer.family, one) in rules.between):
            for need in needs[family]:
                yield offer, need


def _taken(lives: Iterable[LifeFact]) -> dict[int, int]:
    taken: dict[int, int] = {}
    for life in lives:
        taken[life.offer] = taken.get(life.offer, 0) + life.offer_taken
        taken[life.need] = taken.get(life.need, 0) + life.need_taken
    return taken


def _of(settings: Mapping[str, Settings], flow: FlowRow) -> Settings:
    return settings.get(flow.territory, DEFAULT_SETTINGS)


def _best(candidates: list[Entry], own: Settings) -> tuple[Entry, ...]:
    worth = [candidate for candidate in candidates if candidate.score >= own.threshold]
    worth.sort(key=lambda candidate: candidate.order)
    return tuple(worth[: own.k])
