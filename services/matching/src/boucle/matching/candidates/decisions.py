"""What a list's change makes of a pair's row. Pure; ``candidates.rows`` writes what is decided.

A pair may be in two lists, kept by two workers: each sets its own flag under the row's lock. The
first flag set publishes ``synergy.detected``, the last one cleared ``synergy.withdrawn``.
"""

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

SCORE_STEP: Final = 100
"""A score that changed less than this since it was last published is not published again."""


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


class PairRow(msgspec.Struct, frozen=True, gc=False):
    """A pair as its row keeps it; its flags are the synergy's. ``inputs``: as ``score_inputs``
    encodes them, None before the pair has a life."""

    synergy: Synergy
    published_score: int
    detected_at: datetime
    withdrawn_at: datetime | None
    inputs: bytes | None = None


class PairOutcome(msgspec.Struct, frozen=True, gc=False):
    """What a row becomes, and the type of the event to publish (None: no event)."""

    pair: PairRow
    event: str | None


def insert_of(change: PairChange, now: datetime) -> PairOutcome | None:
    """The first row of a pair; None when no list holds the pair."""
    if change.synergy is None or not (change.in_offer_list or change.in_need_list):
        return None
    synergy = replace(
        change.synergy,
        in_offer_list=bool(change.in_offer_list),
        in_need_list=bool(change.in_need_list),
    )
    inputs = to_keep(change.inputs) if change.lived else None
    return PairOutcome(PairRow(synergy, synergy.score, now, None, inputs), "synergy.detected.v1")


def update_of(kept: PairRow, change: PairChange, now: datetime) -> PairOutcome:
    """The row of a pair with the flags, score and reasons of the change."""
    old = kept.synergy
    fresh, inputs = _scored(kept, change)
    fresh = replace(
        fresh,
        in_offer_list=_or(change.in_offer_list, old.in_offer_list),
        in_need_list=_or(change.in_need_list, old.in_need_list),
    )
    was, is_ = _is_candidate(old), _is_candidate(fresh)
    if is_ and not was:
        return PairOutcome(PairRow(fresh, fresh.score, now, None, inputs), "synergy.detected.v1")
    if was and not is_:
        gone = PairRow(fresh, fresh.score, kept.detected_at, now, inputs)
        return PairOutcome(gone, "synergy.withdrawn.v1")
    if is_ and _worth_publishing(kept, fresh):
        moved = PairRow(fresh, fresh.score, kept.detected_at, None, inputs)
        return PairOutcome(moved, "synergy.revised.v1")
    return PairOutcome(
        PairRow(fresh, kept.published_score, kept.detected_at, kept.withdrawn_at, inputs),
        None,
    )


def _scored(kept: PairRow, change: PairChange) -> tuple[Synergy, bytes | None]:
    """The newer of both scores, and its inputs if the pair has a life. The row may know of a life
    that the writer of the change has not read yet."""
    fresh = change.synergy
    lived = change.lived or kept.inputs is not None
    if fresh is None or behind(fresh, kept.synergy):
        return kept.synergy, LATE if lived and kept.inputs is None else kept.inputs
    return fresh, to_keep(change.inputs) if lived else None


def behind(ours: Synergy, theirs: Synergy) -> bool:
    """Whether our score is out of date: older on one of its inputs, newer on none.

    Versions of inputs only grow, and the owner of a list writes its pairs again when one does. So
    no score is newer than the last one on any input, and a late writer never overwrites it.
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
    """The versions of inputs that two scores can be compared by. The pair's own life is not one of
    them: it keeps the pair out of lists, or changes nothing."""
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


def _worth_publishing(kept: PairRow, fresh: Synergy) -> bool:
    return abs(fresh.score - kept.published_score) >= SCORE_STEP or _facts(fresh) != _facts(
        kept.synergy
    )


def _facts(synergy: Synergy) -> object:
    """Verdicts, limits and quantity: published whenever they change."""
    reasons = [(one.name, one.verdict, one.limit) for one in synergy.criteria]
    return reasons, synergy.quantity
