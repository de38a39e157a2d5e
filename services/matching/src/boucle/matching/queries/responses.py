"""What matching's API answers: never a table, and nothing that the mask took away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from boucle.catalogue import load_catalogue
from boucle.catalogue.criteria import sentence
from boucle.common.events.matching import Criterion, Party
from boucle.common.masking import SynergyView, Viewer
from boucle.matching.candidates.replay import MovedInput, Replay
from boucle.matching.candidates.score_inputs import Unkept
from boucle.matching.lives.store import Step
from boucle.matching.queries.search import Found

Score = Annotated[
    int,
    Field(description="0 to 10,000, no unit: the weighed mean of the points of the criteria."),
]
Points = Annotated[
    int, Field(description="Of this criterion alone, 0 to 10,000; 0 where it excludes the pair.")
]


class Answer(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class QuantityOut(Answer):
    """A decimal as text, and its unit; a year."""

    value: str
    unit: str


class AmountOut(Answer):
    """A computed range and its factor, or why there is none (``missing``). ``unsure``: what it
    rests on whose uncertainty nobody publishes, left out of the range."""

    unit: str
    low: str | None = None
    high: str | None = None
    factor: str | None = None
    missing: str | None = None
    unsure: str | None = None


class SentenceOut(Answer):
    fr: str
    en: str


class CriterionOut(Answer):
    """One reason. ``points``, ``value`` and ``limit`` are empty where they would tell too much;
    ``tightened``: by a setting of a territory. ``sentence`` is written from what is left."""

    name: str
    verdict: str
    weight: int
    points: Points
    value: str | None
    limit: str | None
    unit: str | None
    tightened: bool
    private: bool
    sentence: SentenceOut


class SideOut(Answer):
    """One party. ``masked``: its ids and exact figures are not yours to see.

    What a refusal refused stays inside: it is the other party's exact figure.
    """

    role: str
    territory: str
    standing: str
    masked: bool
    family: str | None
    division: str | None
    quantity: QuantityOut | None
    organisation_id: UUID | None
    site_id: UUID | None
    flow_id: UUID | None
    reason: str | None
    contract_until: date | None
    answered_at: datetime | None


class CandidacyOut(Answer):
    """What the engine says now. ``active``: at least one list holds the pair."""

    active: bool
    in_offer_list: bool
    in_need_list: bool
    version: int
    detected_at: datetime
    withdrawn_at: datetime | None


class VersionsOut(Answer):
    catalogue: str
    rules: str
    factors: str
    offer: int
    need: int
    life: int
    settings_offer: int
    settings_need: int


class NextActionOut(Answer):
    who: str
    what: str
    due: date | None


class ResultOut(Answer):
    result_id: UUID
    period_start: date
    period_end: date
    grade: str
    quantity: QuantityOut | None
    eur: str | None
    jobs: str | None
    tco2e: str | None


class SynergyOut(Answer):
    """A synergy as its reader may see it. ``version`` is the life's: 0 while nobody acted."""

    synergy_id: UUID
    version: int
    updated_at: datetime
    kind: str
    nature: str | None
    route: str | None
    title: str | None
    state: str
    state_since: datetime | None
    found_by: str
    pre_existing: bool
    disclosed: bool
    at_risk: bool
    masked: bool
    candidacy: CandidacyOut | None
    sides: list[SideOut]
    score: Score | None
    score_band: str | None
    quantity: QuantityOut | None
    distance_km: str | None
    distance_band: str | None
    why: list[CriterionOut]
    tco2e: AmountOut | None
    eur: AmountOut | None
    agreed: QuantityOut | None
    running_since: date | None
    stopped_on: date | None
    contract_until: date | None
    next_action: NextActionOut | None
    results: list[ResultOut]
    versions: VersionsOut | None


class StandingOut(Answer):
    role: str
    territory: str
    standing: str


class StepOut(Answer):
    """One step of a life. ``by``: in which quality; ``actor``: who, if yours to know."""

    version: int
    at: datetime
    type: str
    by: str
    actor: str | None
    state: str
    disclosed: bool
    parties: list[StandingOut]


class HistoryOut(Answer):
    synergy_id: UUID
    steps: list[StepOut]


class RefusalsOut(Answer):
    """Why a pair is, or is not, a synergy: each criterion; one that fails excludes it.

    ``listed``: a list of best partners holds it now. A pair that matches and is not listed is
    below its territories' threshold, goes behind better ones, or is kept out by its ``state``.
    """

    synergy_id: UUID
    offer: UUID
    need: UUID
    matches: bool
    listed: bool
    state: str | None
    masked: bool
    criteria: list[CriterionOut]


class CoveringOut(Answer):
    """One offer of a set: what it gives a year, in the need's unit; ``share``: of the need."""

    synergy_id: UUID
    gives: QuantityOut
    share: str
    score: Score | None
    score_band: str | None
    masked: bool


class CoverageOut(Answer):
    """How much of a need its best set of offers covers, a year.

    ``running``: what running synergies bring already; ``covered``: what the set of ``offers``
    would bring besides; ``share`` (0 to 1): both, of the need. ``approximate``: an offer is masked
    for the reader, and counts with its rounded quantity. ``candidates``: pairs to choose from.
    """

    need: UUID
    wanted: QuantityOut
    running: QuantityOut
    covered: QuantityOut
    share: str
    candidates: int
    approximate: bool
    offers: list[CoveringOut]


class ScoredOut(Answer):
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


class MovedOut(Answer):
    """An input that is not what the stored score came from. Versions only where they are the
    reader's to see."""

    input: str
    stored: str | None
    now: str | None


class ReplayOut(Answer):
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


def replay_out(again: Replay, stored: SynergyView, now: SynergyView, *, active: bool) -> ReplayOut:
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
    apart = {"excluded", "criteria"}
    told = {name: getattr(view, name) for name in ScoredOut.model_fields if name not in apart}
    criteria = criteria_out(view.criteria)
    return ScoredOut.model_validate({**told, "excluded": excluded, "criteria": criteria})


def synergy_out(found: Found, viewer: Viewer) -> SynergyOut:
    view = found.seen_by(viewer)
    apart = {"version", "updated_at", "candidacy", "why"}
    told = {name: getattr(view, name) for name in SynergyOut.model_fields if name not in apart}
    return SynergyOut.model_validate(
        {
            **told,
            "version": found.life_version or 0,
            "updated_at": found.updated_at,
            "candidacy": _candidacy(found),
            "why": criteria_out(view.criteria),
        }
    )


def criteria_out(criteria: Sequence[Criterion]) -> list[CriterionOut]:
    """``criteria`` as masked for their reader: the sentences are made of nothing else."""
    route = next((one.value for one in criteria if one.name == "route"), None)
    return [_criterion_out(one, route) for one in criteria]


def _criterion_out(criterion: Criterion, route: str | None) -> CriterionOut:
    said = sentence(criterion, load_catalogue(), route)
    told = {
        name: getattr(criterion, name) for name in CriterionOut.model_fields if name != "sentence"
    }
    return CriterionOut.model_validate({**told, "sentence": said})


def step_out(step: Step, *, shows_actor: bool) -> StepOut:
    by, _, actor = step.actor.partition(":")
    return StepOut(
        version=step.version,
        at=step.at,
        type=step.type,
        by=by,
        actor=(actor or None) if shows_actor else None,
        state=step.life.state,
        disclosed=step.life.disclosed,
        parties=[_standing(party) for party in step.life.parties],
    )


def _candidacy(found: Found) -> CandidacyOut | None:
    if found.synergy is None or found.detected_at is None:
        return None
    return CandidacyOut(
        active=found.candidate,
        in_offer_list=found.synergy.in_offer_list,
        in_need_list=found.synergy.in_need_list,
        version=found.pair_version or 0,
        detected_at=found.detected_at,
        withdrawn_at=found.withdrawn_at,
    )


def _standing(party: Party) -> StandingOut:
    side = party.side
    return StandingOut(role=side.role, territory=side.territory, standing=party.standing)
