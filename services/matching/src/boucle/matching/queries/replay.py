"""Replay a score for readers who may know how it was made."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal, NamedTuple
from uuid import UUID

import msgspec
from msgspec.structs import replace
from pydantic import Field

from boucle.contract.kinds import Form, form_of
from boucle.contract.rounding import score_band
from boucle.contract.views import SynergyView, view_of
from boucle.matching.candidates import stored_inputs
from boucle.matching.candidates.replay import MovedInput, Replay, replay_life, replay_list_score
from boucle.matching.candidates.stored_inputs import MissingInputs, StoredInputs
from boucle.matching.candidates.views import view_of_candidate
from boucle.matching.lives import store
from boucle.matching.lives.pair_scoring import rules
from boucle.matching.lives.scored import stored_now
from boucle.matching.lives.store import StoredLife
from boucle.matching.queries.callers import Caller, found_for
from boucle.matching.queries.found import FoundSynergy
from boucle.matching.queries.parts import AmountOut, ResponseModel
from boucle.matching.queries.responses import (
    CriterionOut,
    Score,
    VersionsOut,
    criteria_of_view,
)
from boucle.platform.db import ReadSession
from boucle.platform.errors import conflict, forbidden
from boucle.platform.http import QuantityOut

_NO_FLOW: Final = UUID(int=0)
_NO_SCORE: Final[Mapping[Form, str]] = {
    Form.PAIR: "people found it: no score was computed",
    Form.GROUP: "a group has no score: its figures, criteria and members' shares are in the "
    "synergy, as they were weighed last",
}


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
    """A score that was given beside the same computed again.

    Of a synergy that somebody acted on: the figures of its last step, from the inputs ``kept`` with
    them; ``unkept`` says why there are none, the ``current`` ones are used then. Of any other: the
    score that a list gives it, from the inputs of now. ``agrees``: all that was given is the same;
    ``differs`` names what is not. Differing from kept inputs is a fault of the engine. ``moved``:
    inputs that changed since the step. ``recomputed`` is null when a flow is withdrawn or
    unclassified. ``versions``: what the score came from; null where masked. ``active``: a list
    holds it now; null to companies and tools.
    """

    synergy_id: UUID
    active: bool | None
    masked: bool
    agrees: bool
    differs: list[str]
    moved: list[MovedOut]
    inputs: Literal["current", "kept"]
    unkept: Annotated[
        MissingInputs | None,
        Field(
            description="`not_kept`: the figures were taken back from the log, or are older than "
            "the keeping of inputs; `older_rules`: another catalogue, other rules or factors made "
            "them."
        ),
    ]
    versions: VersionsOut | None
    stored: ScoredOut
    recomputed: ScoredOut | None


async def replay_for(session: ReadSession, caller: Caller, synergy_id: UUID) -> ReplayOut:
    """Return the replay. Raises 404 if the caller may not see the synergy, 403 if he sees it
    masked, 409 without a computed score."""
    found = await found_for(session, caller, synergy_id)
    seen = found.masked_for(caller.viewer)
    if seen.masked:
        raise forbidden("a score is replayed for who sees every side, or once all consented")
    published = await _published(session, found)
    if published is None:
        raise conflict(_NO_SCORE[form_of(seen)], code="no-score", title="Nothing to replay")
    disclosed = found.life is not None and found.life.disclosed
    stored, now = (
        found.masked(replace(view, disclosed=disclosed), caller.viewer)
        for view in (published.view, _view_now(published))
    )
    active = None if caller.viewer.organisations else found.candidate is not None
    return _replay_out(published.again, stored, now, active=active)


class _Published(NamedTuple):
    """A published score in the whole view, and its replay."""

    view: SynergyView
    again: Replay


async def _published(session: ReadSession, found: FoundSynergy) -> _Published | None:
    """Return the published score, if there is one."""
    life_row = None if found.life is None else await store.life(session, found.synergy_id)
    if life_row is not None and life_row.life.score is not None:
        return await _of_step(session, life_row)
    if found.candidate is None or found.synergy is None:
        return None
    stored = await stored_now(session, found.candidate.pair)
    score = found.candidate.score
    again = replay_list_score(score, stored.of(found.candidate.pair), rules())
    view = view_of_candidate(found.synergy, found.life)
    return _Published(replace(view, score=score, score_band=score_band(score)), again)


async def _of_step(session: ReadSession, life_row: StoredLife) -> _Published:
    """Return the figures of a life's last step."""
    flows = {party.side.role: party.side.flow_id for party in life_row.life.parties}
    pair = flows.get("offer") or _NO_FLOW, flows.get("need") or _NO_FLOW
    stored = await stored_now(session, pair)
    inputs = stored_inputs.read(life_row.inputs, rules())
    again = replay_life(life_row.life, inputs, stored.of(pair), rules())
    view = view_of(life_row.life)
    if isinstance(inputs, StoredInputs):
        view = replace(view, versions=inputs.versions)
    return _Published(view, again)


def _view_now(published: _Published) -> SynergyView:
    """Return the view of the recomputed pair; of an excluded one, only the reasons."""
    if published.again.recomputed is not None:
        return view_of_candidate(published.again.recomputed)
    whole = published.view
    return SynergyView(
        synergy_id=whole.synergy_id,
        kind=whole.kind,
        sides=whole.sides,
        nature=whole.nature,
        route=whole.route,
        criteria=published.again.criteria,
    )


def _replay_out(
    again: Replay, stored: SynergyView, now: SynergyView, *, active: bool | None
) -> ReplayOut:
    """Compare ``stored`` and ``now``, the two views as masked for their reader."""
    gone = again.recomputed is None and not again.criteria
    return ReplayOut.model_validate(
        {
            "synergy_id": stored.synergy_id,
            "active": active,
            "masked": stored.masked,
            "agrees": again.agrees,
            "differs": list(again.differs),
            "moved": [_moved_out(one, stored) for one in again.moved],
            "inputs": again.inputs,
            "unkept": again.unkept,
            "versions": stored.versions,
            "stored": _scored_out(stored, excluded=False),
            "recomputed": None if gone else _scored_out(now, excluded=again.recomputed is None),
        }
    )


def _moved_out(moved: MovedInput, view: SynergyView) -> MovedOut:
    versions = view.versions
    shown = moved.input != "life" or (versions is not None and versions.life is not None)
    return MovedOut(
        input=moved.input,
        stored=moved.stored if shown else None,
        now=moved.now if shown else None,
    )


def _scored_out(view: SynergyView, *, excluded: bool) -> ScoredOut:
    criteria = criteria_of_view(view)
    return ScoredOut.model_validate(
        {**msgspec.structs.asdict(view), "excluded": excluded, "criteria": criteria}
    )
