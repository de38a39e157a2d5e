"""Replaying a score for those who may know how it was made."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec.structs import replace
from pydantic import Field

from boucle.common.db import ReadSession
from boucle.common.errors import conflict, forbidden
from boucle.common.masking import mask_synergy
from boucle.common.views import SynergyView, view_of
from boucle.matching.candidates import store as candidates
from boucle.matching.candidates.replay import MovedInput, Replay
from boucle.matching.candidates.score_inputs import Unkept
from boucle.matching.lives import stored_inputs
from boucle.matching.queries.callers import Caller, found_for
from boucle.matching.queries.responses import (
    AmountOut,
    CriterionOut,
    QuantityOut,
    ResponseModel,
    Score,
    VersionsOut,
    criteria_out,
)


class ScoredOut(ResponseModel):
    """A score and all that goes with it, as its reader may see it. ``excluded``: a hard criterion
    fails now, the pair has no score; ``criteria`` tell which."""

    excluded: bool
    score: Score | None
    score_band: str | None
    quantity: QuantityOut | None
    distance_km: str | None
    distance_band: str | None
    criteria: list[CriterionOut]
    tco2e: AmountOut | None
    eur: AmountOut | None


class MovedOut(ResponseModel):
    """An input that is not what the stored score came from. Versions only where they are the
    reader's to see."""

    input: str
    stored: str | None
    now: str | None


class ReplayOut(ResponseModel):
    """The stored score beside the same computed again from the stored inputs.

    ``agrees``: all figures are the same. ``differs`` names those that are not; ``moved``, the
    inputs that changed since. Differing with nothing moved is a fault of the engine. ``inputs``:
    ``current`` where nothing moved, else ``kept``, those that the score came from, if they are
    there; ``unkept`` says why they are not. ``recomputed`` is null when a flow is withdrawn or
    unclassified. ``versions``: what the stored score came from; null where masked.
    """

    synergy_id: UUID
    active: bool
    masked: bool
    agrees: bool
    differs: list[str]
    moved: list[MovedOut]
    inputs: Literal["current", "kept"]
    unkept: Annotated[
        Unkept | None,
        Field(
            description="`no_life`: nobody did anything with the pair; `late`: its life began when "
            "the score had yet to follow its inputs; `older_rules`: another catalogue, other rules "
            "or factors made it."
        ),
    ]
    versions: VersionsOut | None
    stored: ScoredOut
    recomputed: ScoredOut | None


async def replay_for(session: ReadSession, caller: Caller, synergy_id: UUID) -> ReplayOut:
    """Raises 404 on a synergy that is not the caller's to see, 403 where a company or a tool sees
    it masked, 409 where there is no computed score to replay."""
    found = await found_for(session, caller, synergy_id)
    seen = found.seen_by(caller.viewer)
    if seen.masked and caller.who == "party":
        raise forbidden("a score is replayed for animators, and for parties once all consented")
    candidate = await candidates.candidate(session, synergy_id)
    if candidate is None:
        raise conflict(
            "people found it: no score was computed", code="no-score", title="Nothing to replay"
        )
    again = await stored_inputs.replayed(session, candidate)
    disclosed = found.life is not None and found.life.disclosed
    stored, now = (
        mask_synergy(replace(view, disclosed=disclosed), viewer=caller.viewer)
        for view in (view_of(again.stored), _view_now(again))
    )
    return _replay_out(again, stored, now, active=found.candidate)


def _view_now(again: Replay) -> SynergyView:
    """The view of what was computed again; of an excluded pair, only why."""
    if again.recomputed is not None:
        return view_of(again.recomputed)
    whole = view_of(again.stored)
    return SynergyView(
        synergy_id=whole.synergy_id,
        kind=whole.kind,
        sides=whole.sides,
        nature=whole.nature,
        route=whole.route,
        criteria=again.criteria,
    )


def _replay_out(again: Replay, stored: SynergyView, now: SynergyView, *, active: bool) -> ReplayOut:
    """``stored`` and ``now``: the two views, as masked for their reader."""
    gone = again.recomputed is None and not again.criteria
    return ReplayOut.model_validate(
        {
            "synergy_id": stored.synergy_id,
            "active": active,
            "masked": stored.masked,
            "agrees": again.agrees,
            "differs": list(again.differs),
            "moved": [_moved_out(one, shown=not stored.masked) for one in again.moved],
            "inputs": again.inputs,
            "unkept": again.unkept,
            "versions": stored.versions,
            "stored": _scored_out(stored, excluded=False),
            "recomputed": None if gone else _scored_out(now, excluded=again.recomputed is None),
        }
    )


def _moved_out(moved: MovedInput, *, shown: bool) -> MovedOut:
    return MovedOut(
        input=moved.input,
        stored=moved.stored if shown else None,
        now=moved.now if shown else None,
    )


def _scored_out(view: SynergyView, *, excluded: bool) -> ScoredOut:
    criteria = criteria_out(view.criteria)
    return ScoredOut.model_validate(
        {**msgspec.structs.asdict(view), "excluded": excluded, "criteria": criteria}
    )
