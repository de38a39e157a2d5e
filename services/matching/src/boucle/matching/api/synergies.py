"""Synergies over HTTP: find them, explain them, open what people found."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Depends, Query, Response
from pydantic import AwareDatetime

from boucle.contract.events.groups import GroupState
from boucle.contract.events.matching import FoundBy, State
from boucle.contract.events.reasons import SynergyKind
from boucle.contract.events.registry import Nature
from boucle.matching.api.dependencies import Res
from boucle.matching.api.requests import SynergyIn
from boucle.matching.api.synergy_list import COLUMNS, FEATURE, SynergyList
from boucle.matching.api.wire import opening_of
from boucle.matching.lives import store, use_cases
from boucle.matching.queries.callers import caller_of, found_for
from boucle.matching.queries.expanded import NOT_COMPACT, SynergyRead, with_flows
from boucle.matching.queries.explain import RefusalsOut, explain_for
from boucle.matching.queries.filters import SynergyFilters
from boucle.matching.queries.history import HistoryOut, history_for
from boucle.matching.queries.ranking.counted import RankedOut, TotalOut, ranked_out
from boucle.matching.queries.ranking.ranked import BY_RANK
from boucle.matching.queries.responses import SynergyOut, synergy_out
from boucle.matching.queries.search import store_shown
from boucle.platform.http import (
    AnyOf,
    AsMap,
    CurrentPrincipal,
    GuardedRouter,
    Page,
    Reading,
    Selection,
    Siren,
    also_as_file,
    file_of,
    followed,
    map_of,
    selection,
    sorted_by,
    view_version,
)
from boucle.platform.idempotency import Once, made_at
from boucle.platform.paging import BY_CHANGE, PageRequest, both_ways

router = GuardedRouter(prefix="/v1/synergies", tags=["synergies"])


OnASide = Query(description="On a side that is yours; repeated, any of these.")


async def _filters(
    territory: Annotated[
        AnyOf[Siren], Query(description="Of a side; to companies and tools, of theirs.")
    ] = None,
    organisation_id: Annotated[AnyOf[UUID], OnASide] = None,
    flow_id: Annotated[AnyOf[UUID], OnASide] = None,
    nature: AnyOf[Nature] = None,
    kind: AnyOf[SynergyKind] = None,
    state: AnyOf[State] = None,
    found_by: AnyOf[FoundBy] = None,
    min_score: Annotated[
        int | None, Query(ge=0, le=10_000, description="By bands, but for the operator.")
    ] = None,
    min_gain: Annotated[
        int | None,
        Query(
            ge=0,
            le=1_000_000_000,
            description="EUR a year: the least end of `eur`, as it is shown to you.",
        ),
    ] = None,
    candidacy: Annotated[
        bool | None,
        Query(description="Whether a list of best partners holds it now; if seen whole."),
    ] = None,
    next_action_before: Annotated[
        date | None,
        Query(description="Its next action is due before that day. For animators, if seen whole."),
    ] = None,
    answered_since: Annotated[
        AwareDatetime | None,
        Query(description="A party answered then or later, by the hour. For animators."),
    ] = None,
    group_state: Annotated[
        AnyOf[GroupState], Query(description="Of a group, as it is shown to you.")
    ] = None,
) -> SynergyFilters:
    return SynergyFilters(
        *(territory, organisation_id, flow_id, nature, kind, state, found_by),
        *(min_score, min_gain, candidacy, next_action_before, answered_since, group_state),
    )


OfSynergies = Annotated[Selection, selection(SynergyRead, "synergy_id", expand=("flows",))]
OfRows = Annotated[
    Selection,
    selection(SynergyRead, "synergy_id", expand=("flows",), compact=NOT_COMPACT),
]
SynergyPages = Annotated[PageRequest, sorted_by(*both_ways(BY_CHANGE), *BY_RANK)]


class SynergyPage(Page[SynergyRead]):
    """``total``: with `total=true`; ``ranked``: with a `sort` by score, gain or CO2."""

    total: TotalOut | None = None
    ranked: RankedOut | None = None


# --- reading -------------------------------------------------------------------------------


@router.get("", response_model=SynergyPage, **also_as_file(followed("synergy"), mapped=True))
async def list_synergies(
    resources: Res,
    principal: CurrentPrincipal,
    page: SynergyPages,
    chosen: OfRows,
    filters: Annotated[SynergyFilters, Depends(_filters)],
    total: Annotated[bool, Query(description="How many there are: takes longer.")] = False,
    kind: AsMap = "json",
) -> Response:
    """Synergies that you may see: those that somebody acted on first, by their last step, which
    `sort` turns round; behind them, in no order of time, the pairs that nobody acted on.

    By score, gain (`eur`) or CO2, as shown to you, are ranked: 1,000 of those that somebody acted
    on, the last moved, and the 1,000 best by score of the pairs that nobody acted on; for
    animators, of pairs within their territories. `ranked` tells how many.

    A page looks at so many and no more: where few are asked for it may be short, or empty. Go on
    until ``next`` is null. A pair that no list holds any more, and that nobody acted on, shows no
    more. Pairs of a tool's own declarations are in its flows' possibilities.
    """
    reasons, flows = "why" not in chosen.left_out, "flows" in chosen.expanded
    if kind != "json":
        whole = SynergyList(resources, principal, filters)
        if kind == "geojson":
            return await map_of(whole.placed, page, FEATURE, "synergies")
        return await file_of(whole.page, page, COLUMNS, "synergies", kind)
    synergies = SynergyList(resources, principal, filters, reasons, flows)
    found = await synergies.counted(page, total=total)
    ranking = None if found.ranking is None else ranked_out(found.ranking)
    return chosen.page(found.page, total=found.total, ranked=ranking)


@router.get("/refusals")
async def explain_pair(
    resources: Res, principal: CurrentPrincipal, offer: UUID, need: UUID
) -> RefusalsOut:
    """Why these two flows are, or are not, a synergy. For who may read both flows."""
    async with resources.database.read(snapshot=True) as session:
        caller = await caller_of(session, principal)
        return await explain_for(session, caller, offer, need)


@router.get("/{synergy_id}", response_model=SynergyRead)
async def read_synergy(
    synergy_id: UUID,
    resources: Res,
    principal: CurrentPrincipal,
    reading: Reading,
    chosen: OfSynergies,
) -> Response:
    """One synergy, as you may see it."""
    async with resources.database.read(snapshot=True) as session:
        caller = await caller_of(session, principal)
        found = await found_for(session, caller, synergy_id)
    await store_shown(resources.database, [found])
    shown = synergy_out(found, caller.viewer)
    if chosen.expanded:
        async with resources.database.read() as session:
            [shown] = await with_flows(session, caller, [shown])
    return chosen.one(shown, reading)


@router.get("/{synergy_id}/history")
async def read_synergy_history(
    synergy_id: UUID, resources: Res, principal: CurrentPrincipal
) -> HistoryOut:
    """Each step of the life; who made it only to animators, the operator, and oneself."""
    async with resources.database.read(snapshot=True) as session:
        caller = await caller_of(session, principal)
        return await history_for(session, caller, synergy_id)


# --- opening -------------------------------------------------------------------------------


@router.post("", status_code=201, response_model=SynergyOut, responses={200: {"model": SynergyOut}})
async def open_synergy(
    body: SynergyIn, resources: Res, principal: CurrentPrincipal, once: Once
) -> Response:
    """Open a synergy that people found: 201, or 200 with the life that it has already. Parties are
    yours, of your territory, or companies whose names you know as both sides consented."""
    async with resources.database.write() as session:
        caller = await caller_of(session, principal)
        actor = caller.actor
        opening = await opening_of(session, body, caller, uuid4)
        known = await store.life(session, opening.synergy_id) is not None

        async def work() -> SynergyOut:
            await use_cases.open_by_people(session, opening, actor=actor, now=resources.clock())
            found = await found_for(session, caller, opening.synergy_id)
            return synergy_out(found, caller.viewer)

        def made(shown: SynergyOut) -> Mapping[str, str]:
            return made_at(f"{router.prefix}/{opening.synergy_id}", view_version(shown))

        return await once.answer(session, work, status=200 if known else 201, headers=made)
