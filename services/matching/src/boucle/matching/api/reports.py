"""Accounts of the engine's own work, over HTTP: scores replayed, needs covered, lists judged."""

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Query

from boucle.matching.api.dependencies import Res
from boucle.matching.queries.callers import caller_of
from boucle.matching.queries.coverage.report import CoverageOut, coverage_for
from boucle.matching.queries.quality.report import QualityOut, quality_for
from boucle.matching.queries.replay import ReplayOut, replay_for
from boucle.matching.queries.search import store_shown
from boucle.platform.http import CurrentPrincipal, GuardedRouter, Siren

_A_YEAR = timedelta(days=365)

router = GuardedRouter(prefix="/v1", tags=["accounts"])


@router.get("/synergies/{synergy_id}/replay")
async def replay_score(synergy_id: UUID, resources: Res, principal: CurrentPrincipal) -> ReplayOut:
    """The score computed again from the stored inputs: it must agree, or say which input moved.

    For who sees every side: the operator, animators of both, others once all consented; else 403.
    """
    async with resources.database.read(snapshot=True) as session:
        caller = await caller_of(session, principal)
        return await replay_for(session, caller, synergy_id)


@router.get("/synergies/coverage")
async def read_coverage(resources: Res, principal: CurrentPrincipal, need: UUID) -> CoverageOut:
    """How much of a need its best set of offers covers: best score first, none needless.

    For whoever sees the need whole; an offer that it does not see so counts rounded.
    """
    async with resources.database.read(snapshot=True) as session:
        caller = await caller_of(session, principal)
        coverage = await coverage_for(session, caller, need)
    await store_shown(resources.database, coverage.of)
    return coverage.shown


@router.get("/quality")
async def read_quality(
    resources: Res,
    principal: CurrentPrincipal,
    territory: Annotated[
        Siren | None, Query(description="A SIREN; a federation counts its members.")
    ] = None,
    k: Annotated[int, Query(ge=1, le=100, description="Of each need, the first k shown.")] = 10,
    since: Annotated[
        date | None,
        Query(description="Synergies that moved then or later; by default in the last 365 days."),
    ] = None,
) -> QualityOut:
    """How often what was shown was wanted (precision@k), per territory and route, and how often
    each reason refused it. For animators (by default all their territories) and the operator."""
    async with resources.database.read(snapshot=True) as session:
        caller = await caller_of(session, principal)
        begins = since or resources.clock().date() - _A_YEAR
        return await quality_for(session, caller, territory, k, begins)
