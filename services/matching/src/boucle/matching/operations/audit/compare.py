"""Compares what matching publishes with the full recompute. Pure.

``compare(inputs, stored, rules)`` -> one line for each list or pair that differs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

import msgspec
from msgspec.structs import replace

from boucle.common.events.matching import Synergy, Versions
from boucle.matching.candidates.replay import ReplayInputs, pair_of
from boucle.matching.candidates.synergy import synergy_of
from boucle.matching.reference import recompute
from boucle.matching.reference.recompute import Entry, Published
from boucle.matching.scoring import FlowRow, LifeFact, Rules, Settings

_NO_VERSIONS = Versions("", "", "", offer=0, need=0, life=0, settings_offer=0, settings_need=0)


@dataclass(frozen=True, slots=True)
class AuditInputs:
    """All that the published set depends on, the catalogue apart."""

    flows: tuple[FlowRow, ...]
    settings: Mapping[str, Settings]
    lives: tuple[LifeFact, ...]


@dataclass(frozen=True, slots=True)
class StoredResults:
    """What the tables hold. ``lists``: flow -> (partner, rank), best first. By offer and need, for
    pairs that are in a list: ``pairs``, and ``digests`` (see ``digest``) of their rows."""

    lists: Mapping[int, tuple[tuple[int, int], ...]]
    pairs: Mapping[tuple[int, int], Published]
    digests: Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class AuditReport:
    """How much was compared, and a line for each difference."""

    flows: int
    lists: int
    pairs: int
    differences: tuple[str, ...]


def compare(inputs: AuditInputs, stored: StoredResults, rules: Rules) -> AuditReport:
    world = recompute.RecomputeInputs.of(inputs.flows, inputs.settings, inputs.lives, rules)
    computed = recompute.recompute_from(world, stored.lists)
    pairs = recompute.pairs_of(inputs.flows, computed)
    lists = {flow: _ranked(entries) for flow, entries in computed.items() if entries}
    digests = {pair: stored.digests[pair] for pair in pairs.keys() & stored.digests.keys()}
    return AuditReport(
        flows=len(inputs.flows),
        lists=len(lists.keys() | stored.lists.keys()),
        pairs=len(pairs.keys() | stored.pairs.keys()),
        differences=(
            *_differing_lists(lists, stored.lists),
            *_differing_pairs(pairs, stored.pairs),
            *_differing_rows(world, digests),
        ),
    )


def digest(synergy: Synergy) -> int:
    """Of all that a pair's row holds, except lists and versions. Valid within one process."""
    compared = replace(synergy, in_offer_list=False, in_need_list=False, versions=_NO_VERSIONS)
    return hash(msgspec.json.encode(compared))


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


def _differing_rows(
    world: recompute.RecomputeInputs, digests: Mapping[tuple[int, int], int]
) -> Iterator[str]:
    """Score, quantity, distance, reasons, money and carbon as the row has them."""
    for pair in sorted(digests):
        if row_digest(world, pair) != digests[pair]:
            yield (
                f"pair of offer {UUID(int=pair[0])} and need {UUID(int=pair[1])}: "
                "its row tells other figures or reasons than those computed"
            )


def row_digest(world: recompute.RecomputeInputs, pair: tuple[int, int]) -> int | None:
    """``digest`` of the row that this offer and need should have; None if they should have none."""
    offer, need = (world.sides[flow] for flow in pair)
    settings, free = (offer.settings, need.settings), (offer.free, need.free)
    inputs = pair_of(ReplayInputs(offer.row, need.row, settings, free, life_version=0), world.rules)
    synergy = None if inputs is None else synergy_of(inputs, world.rules)
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
