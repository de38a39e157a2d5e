"""Pairs: what a list's change makes of a pair's row. Pure; ``pair_rows`` writes what is decided.

Two lists, maybe of two workers, hold a pair: each sets its own flag under the row's lock. First
flag on: ``synergy.detected``; last one off: ``synergy.withdrawn``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec.structs import replace

from boucle.common.events import Event
from boucle.common.events.matching import Synergy
from boucle.matching.candidates.score_inputs import LATE, to_keep
from boucle.matching.candidates.synergy import PairInputs

TELLING: Final = 100
"""A score that moved less than this since it was last told is not told again."""


class PairChange(msgspec.Struct, frozen=True, gc=False):
    """What a worker's lists say of a pair.

    A flag is None where the list is not ours or did not change. ``synergy``: the pair as computed
    now; None when it only left lists. ``cause``: the event that it follows from. ``inputs``: what
    ``synergy`` came from; ``lived``: the pair has a life, or begins one here.
    """

    synergy_id: UUID
    in_offer_list: bool | None
    in_need_list: bool | None
    synergy: Synergy | None
    cause: Event[Any] | None = None
    inputs: PairInputs | None = None
    lived: bool = False


class KeptPair(msgspec.Struct, frozen=True, gc=False):
    """A pair as its row keeps it; its flags are the synergy's. ``inputs``: as ``kept_inputs`` has
    them, None before it has a life."""

    synergy: Synergy
    told_score: int
    detected_at: datetime
    withdrawn_at: datetime | None
    inputs: bytes | None = None


class Settled(msgspec.Struct, frozen=True, gc=False):
    """What becomes of a row, and the event that tells it (None: nobody needs to know)."""

    pair: KeptPair
    event: str | None


def begun(change: PairChange, now: datetime) -> Settled | None:
    """A pair without a row; None when no list holds it."""
    if change.synergy is None or not (change.in_offer_list or change.in_need_list):
        return None
    synergy = replace(
        change.synergy,
        in_offer_list=bool(change.in_offer_list),
        in_need_list=bool(change.in_need_list),
    )
    inputs = to_keep(change.inputs) if change.lived else None
    return Settled(KeptPair(synergy, synergy.score, now, None, inputs), "synergy.detected.v1")


def settled(kept: KeptPair, change: PairChange, now: datetime) -> Settled:
    """A pair that has a row: flags, score and reasons brought up to what the change says."""
    old = kept.synergy
    fresh, inputs = _scored(kept, change)
    fresh = replace(
        fresh,
        in_offer_list=_or(change.in_offer_list, old.in_offer_list),
        in_need_list=_or(change.in_need_list, old.in_need_list),
    )
    was, is_ = _is_candidate(old), _is_candidate(fresh)
    if is_ and not was:
        return Settled(KeptPair(fresh, fresh.score, now, None, inputs), "synergy.detected.v1")
    if was and not is_:
        gone = KeptPair(fresh, fresh.score, kept.detected_at, now, inputs)
        return Settled(gone, "synergy.withdrawn.v1")
    if is_ and _worth_telling(kept, fresh):
        moved = KeptPair(fresh, fresh.score, kept.detected_at, None, inputs)
        return Settled(moved, "synergy.revised.v1")
    return Settled(
        KeptPair(fresh, kept.told_score, kept.detected_at, kept.withdrawn_at, inputs),
        None,
    )


def _scored(kept: KeptPair, change: PairChange) -> tuple[Synergy, bytes | None]:
    """The newer of both scores, and the inputs that it came from where the pair has a life: the row
    may know of one that the change's writer has yet to read of."""
    fresh = change.synergy
    lived = change.lived or kept.inputs is not None
    if fresh is None or behind(fresh, kept.synergy):
        return kept.synergy, LATE if lived and kept.inputs is None else kept.inputs
    return fresh, to_keep(change.inputs) if lived else None


def behind(ours: Synergy, theirs: Synergy) -> bool:
    """Whether a score is of the past: older on one of its inputs, newer on none.

    Each input only ever grows, and whoever holds the pair writes it again when one does: so nothing
    is newer than the last score on anything, and no late writer takes its place.
    """
    older = False
    for mine, other in _inputs(ours, theirs):
        if mine > other:
            return False
        older = older or mine < other
    return older


@lru_cache(maxsize=64)
def catalogue_order(version: str) -> tuple[int, ...]:
    """Versions by number: ``2026.11.10`` comes after ``2026.11.9``."""
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _inputs(ours: Synergy, theirs: Synergy) -> Iterator[tuple[Any, Any]]:
    """What can be compared of two scores' inputs. The pair's own life is none: it keeps the pair
    out of lists, or changes nothing."""
    a, b = ours.versions, theirs.versions
    yield a.offer, b.offer
    yield a.need, b.need
    yield a.lives_offer, b.lives_offer
    yield a.lives_need, b.lives_need
    # Another territory's settings count apart: the flow's own version tells which came later.
    if ours.offer.territory == theirs.offer.territory:
        yield a.settings_offer, b.settings_offer
    if ours.need.territory == theirs.need.territory:
        yield a.settings_need, b.settings_need
    yield catalogue_order(a.catalogue), catalogue_order(b.catalogue)
    yield catalogue_order(a.rules), catalogue_order(b.rules)


def _or(flag: bool | None, otherwise: bool) -> bool:
    return otherwise if flag is None else flag


def _is_candidate(synergy: Synergy) -> bool:
    return synergy.in_offer_list or synergy.in_need_list


def _worth_telling(kept: KeptPair, fresh: Synergy) -> bool:
    return abs(fresh.score - kept.told_score) >= TELLING or _facts(fresh) != _facts(kept.synergy)


def _facts(synergy: Synergy) -> object:
    """Verdicts, limits and quantity: told whenever they change."""
    reasons = [(one.name, one.verdict, one.limit) for one in synergy.criteria]
    return reasons, synergy.quantity
