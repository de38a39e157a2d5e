"""What matching publishes, held against the recompute from nothing. Pure.

``compare(inputs, kept, rules)`` -> one line for each list or pair that is not as it should be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

import msgspec
from msgspec.structs import replace

from boucle.common.events.matching import Synergy, Versions
from boucle.matching.candidates.synergy import PairInputs, side_of, synergy_of
from boucle.matching.reference import recompute
from boucle.matching.reference.recompute import Entry, Published
from boucle.matching.scoring import FlowRow, LifeFact, Rules, Settings

_NO_VERSIONS = Versions("", "", "", offer=0, need=0, life=0, settings_offer=0, settings_need=0)


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that the published set depends on, the catalogue apart."""

    flows: tuple[FlowRow, ...]
    settings: Mapping[str, Settings]
    lives: tuple[LifeFact, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What the tables say. ``lists``: flow -> (partner, rank), best first; ``pairs``: of offer and
    need; ``told``: ``digest`` of what a pair's row tells. A pair that no list holds is not among
    them."""

    lists: Mapping[int, tuple[tuple[int, int], ...]]
    pairs: Mapping[tuple[int, int], Published]
    told: Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class Report:
    """How much was compared, and what differs, a line each."""

    flows: int
    lists: int
    pairs: int
    differences: tuple[str, ...]


def compare(inputs: Inputs, kept: Kept, rules: Rules) -> Report:
    world = recompute.World.of(inputs.flows, inputs.settings, inputs.lives, rules)
    computed = recompute.recompute_beside(world, kept.lists)
    pairs = recompute.pairs_of(inputs.flows, computed)
    lists = {flow: _ranked(entries) for flow, entries in computed.items() if entries}
    told = {pair: kept.told[pair] for pair in pairs.keys() & kept.told.keys()}
    return Report(
        flows=len(inputs.flows),
        lists=len(lists.keys() | kept.lists.keys()),
        pairs=len(pairs.keys() | kept.pairs.keys()),
        differences=(
            *_differing_lists(lists, kept.lists),
            *_differing_pairs(pairs, kept.pairs),
            *_differing_rows(world, told),
        ),
    )


def digest(synergy: Synergy) -> int:
    """Of all that a pair's row tells, but for lists and versions. Within one process only."""
    told = replace(synergy, in_offer_list=False, in_need_list=False, versions=_NO_VERSIONS)
    return hash(msgspec.json.encode(told))


def _ranked(entries: tuple[Entry, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((entry.partner, entry.rank) for entry in entries)


def _differing_lists(
    expected: Mapping[int, tuple[tuple[int, int], ...]],
    found: Mapping[int, tuple[tuple[int, int], ...]],
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


def _entry(entries: tuple[tuple[int, int], ...], place: int) -> str:
    if place >= len(entries):
        return "nobody"
    partner, rank = entries[place]
    return f"flow {UUID(int=partner)} of rank {rank}"


def _differing_pairs(
    expected: Mapping[tuple[int, int], Published], found: Mapping[tuple[int, int], Published]
) -> Iterator[str]:
    for pair in sorted(expected.keys() | found.keys()):
        ours, theirs = expected.get(pair), found.get(pair)
        if ours != theirs:
            yield (
                f"pair of offer {UUID(int=pair[0])} and need {UUID(int=pair[1])}: "
                f"expected {_pair(ours)}, found {_pair(theirs)}"
            )


def _differing_rows(world: recompute.World, told: Mapping[tuple[int, int], int]) -> Iterator[str]:
    """Score, quantity, distance, reasons, money and carbon as the row tells them."""
    for pair in sorted(told):
        if row_digest(world, pair) != told[pair]:
            yield (
                f"pair of offer {UUID(int=pair[0])} and need {UUID(int=pair[1])}: "
                "its row tells other figures or reasons than those computed"
            )


def row_digest(world: recompute.World, pair: tuple[int, int]) -> int | None:
    """``digest`` of what the row of this offer and need should tell; None where it should not be
    there."""
    offer, need = (world.sides[flow] for flow in pair)
    inputs = PairInputs(
        offer.row,
        need.row,
        (side_of(offer.row, "offer", world.rules), side_of(need.row, "need", world.rules)),
        (offer.settings, need.settings),
        (offer.free, need.free),
        life_version=0,
    )
    synergy = synergy_of(inputs, world.rules)
    return None if synergy is None else digest(synergy)


_LISTS = {
    (True, True): "in both lists",
    (True, False): "in the offer's list only",
    (False, True): "in the need's list only",
    (False, False): "in no list",
}


def _pair(pair: Published | None) -> str:
    if pair is None:
        return "none"
    return f"score {pair.score} {_LISTS[pair.in_offer_list, pair.in_need_list]}"
