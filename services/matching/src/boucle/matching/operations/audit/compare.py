"""Compares what matching stores with what is found from nothing. Pure.

``compare(inputs, stored, expected, rules)`` -> one line for each list or life that differs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from boucle.contract.events.matching import Life
from boucle.matching.candidates.replay import differing
from boucle.matching.candidates.stored_inputs import StoredInputs, read
from boucle.matching.candidates.synergy import pair_id, synergy_of
from boucle.matching.scoring import FlowInputs, LifeFact, Rules, ScoringSettings

RankedList: TypeAlias = tuple[tuple[int, int], ...]
"""Partners with their ranks, best first."""


@dataclass(frozen=True, slots=True)
class AuditInputs:
    """All that the lists depend on, the catalogue apart."""

    flows: tuple[FlowInputs, ...]
    settings: Mapping[str, ScoringSettings]
    lives: tuple[LifeFact, ...]


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """A row of ``entry``; flows by their integers."""

    partner: int
    rank: int
    gives: bool
    synergy_id: UUID


@dataclass(frozen=True, slots=True)
class StoredResults:
    """What the tables hold. ``lists``: by flow, best first; ``lives``: those with the inputs of
    their figures."""

    lists: Mapping[int, tuple[StoredEntry, ...]]
    lives: tuple[tuple[Life, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class AuditReport:
    """How much was compared, and a line for each difference."""

    flows: int
    lists: int
    pairs: int
    lives: int
    differences: tuple[str, ...]


def compare(
    inputs: AuditInputs,
    stored: StoredResults,
    expected: Mapping[int, RankedList],
    rules: Rules,
) -> AuditReport:
    """``expected``: the lists that these inputs give, of flows that have partners."""
    found = {flow: ranked(entries) for flow, entries in stored.lists.items()}
    gives = {row.flow: row.output for row in inputs.flows}
    return AuditReport(
        flows=len(inputs.flows),
        lists=len(expected.keys() | found.keys()),
        pairs=len(set(_pairs(gives, expected))),
        lives=len(stored.lives),
        differences=(
            *_differing_lists(expected, found),
            *_wrong_entries(gives, stored.lists),
            *_wrong_lives(stored.lives, rules),
        ),
    )


def ranked(entries: tuple[StoredEntry, ...]) -> RankedList:
    return tuple((entry.partner, entry.rank) for entry in entries)


def _pairs(gives: Mapping[int, bool], lists: Mapping[int, RankedList]) -> Iterator[tuple[int, int]]:
    """By offer and need, once a list that holds them."""
    for flow, entries in lists.items():
        for partner, _ in entries:
            yield (flow, partner) if gives[flow] else (partner, flow)


def _differing_lists(
    expected: Mapping[int, RankedList],
    found: Mapping[int, RankedList],
) -> Iterator[str]:
    for flow in sorted(expected.keys() | found.keys()):
        ours, theirs = expected.get(flow, ()), found.get(flow, ())
        if ours == theirs:
            continue
        shorter = min(len(ours), len(theirs))
        place = next((at for at in range(shorter) if ours[at] != theirs[at]), shorter)
        yield (
            f"list of flow {UUID(int=flow)}, place {place + 1}: expected {_entry(ours, place)}, "
            f"found {_entry(theirs, place)} ({len(ours)} partners expected, {len(theirs)} found)"
        )


def _entry(entries: RankedList, place: int) -> str:
    if place >= len(entries):
        return "nobody"
    partner, rank = entries[place]
    return f"flow {UUID(int=partner)} of rank {rank}"


def _wrong_entries(
    gives: Mapping[int, bool], lists: Mapping[int, tuple[StoredEntry, ...]]
) -> Iterator[str]:
    """Those that a reader would take for another pair's."""
    for flow in sorted(lists.keys() & gives.keys()):
        for entry in lists[flow]:
            pair = (flow, entry.partner) if gives[flow] else (entry.partner, flow)
            if (entry.gives, entry.synergy_id) != (gives[flow], pair_id(*pair)):
                yield (
                    f"list of flow {UUID(int=flow)}: its entry of flow {UUID(int=entry.partner)} "
                    f"stands for synergy {entry.synergy_id}, expected {pair_id(*pair)}"
                )


def _wrong_lives(lives: tuple[tuple[Life, bytes], ...], rules: Rules) -> Iterator[str]:
    """Those whose figures are not what their kept inputs give. Inputs of older rules are left."""
    for life, body in lives:
        kept = read(body, rules)
        if not isinstance(kept, StoredInputs):
            continue
        differs = differing(life, synergy_of(kept.inputs, rules))
        if differs:
            yield (
                f"life of synergy {life.synergy_id}: its {', '.join(differs)} are not what its "
                "kept inputs give"
            )
