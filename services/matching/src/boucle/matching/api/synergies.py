"""Synergies over HTTP: find them, open them, move their lives. Thin: who may, then use cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Query, Request, Response

from boucle.common.db import WriteSession
from boucle.common.errors import invalid_field
from boucle.common.events.matching import FoundBy, NextAction, Result, State, SynergyKind
from boucle.common.events.registry import Nature
from boucle.common.http import CurrentPrincipal, Once, Page, Paging, Siren, page_of
from boucle.common.process import Resources
from boucle.matching.api.requests import (
    AnswerIn,
    NextActionIn,
    QualificationIn,
    ResultIn,
    StateIn,
    SynergyIn,
)
from boucle.matching.api.wire import ensure_quantity, opening_of
from boucle.matching.lives import flow_changes, store, use_cases
from boucle.matching.lives.commands import (
    Answer,
    Command,
    Plan,
    Qualify,
    Reopen,
    Report,
    Run,
    Stop,
    Study,
)
from boucle.matching.queries import search
from boucle.matching.queries.callers import Caller, caller_of, found_for
from boucle.matching.queries.explain import explain_for
from boucle.matching.queries.responses import (
    HistoryOut,
    RefusalsOut,
    SynergyOut,
    step_out,
    synergy_out,
)
from boucle.matching.queries.search import Filters, Found
from boucle.matching.settings import MatchingSettings

router = APIRouter(prefix="/v1/synergies", tags=["synergies"])


def _resources(request: Request) -> Resources[MatchingSettings]:
    resources: Resources[MatchingSettings] = request.app.state.resources
    return resources


Res = Annotated[Resources[MatchingSettings], Depends(_resources)]


def _filters(
    territory: Annotated[Siren | None, Query()] = None,
    organisation_id: Annotated[UUID | None, Query(description="On a side that is yours.")] = None,
    flow_id: Annotated[UUID | None, Query(description="On a side that is yours.")] = None,
    nature: Nature | None = None,
    kind: SynergyKind | None = None,
    state: State | None = None,
    found_by: FoundBy | None = None,
    min_score: Annotated[
        int | None, Query(ge=0, le=10_000, description="By bands, but for the operator.")
    ] = None,
    candidacy: Annotated[
        bool | None, Query(description="Whether a list of best partners holds it now.")
    ] = None,
) -> Filters:
    return Filters(
        territory, organisation_id, flow_id, nature, kind, state, found_by, min_score, candidacy
    )


# --- reading -------------------------------------------------------------------------------


@router.get("")
async def list_synergies(
    resources: Res,
    principal: CurrentPrincipal,
    page: Paging,
    filters: Annotated[Filters, Depends(_filters)],
) -> Page[SynergyOut]:
    """Synergies that you may see, oldest change first.

    With ``updated_after``, ended candidacies show too (``candidacy.active`` false).
    """
    async with resources.database.read(snapshot=True) as session:
        caller = await caller_of(session, principal)
        found = await search.find(session, filters, viewer=caller.viewer, page=page)
    return page_of(
        found,
        page,
        place=lambda one: (one.updated_at, one.synergy_id),
        show=lambda one: synergy_out(one, caller.viewer),
    )


@router.get("/refusals")
async def explain_pair(
    resources: Res, principal: CurrentPrincipal, offer: UUID, need: UUID
) -> RefusalsOut:
    """Why these two flows are, or are not, a synergy. For who has both, or animates one."""
    async with resources.database.read(snapshot=True) as session:
        caller = await caller_of(session, principal)
        return await explain_for(session, caller, offer, need)


@router.get("/{synergy_id}")
async def read_synergy(synergy_id: UUID, resources: Res, principal: CurrentPrincipal) -> SynergyOut:
    """One synergy, as you may see it."""
    async with resources.database.read(snapshot=True) as session:
        caller = await caller_of(session, principal)
        return synergy_out(await found_for(session, caller, synergy_id), caller.viewer)


@router.get("/{synergy_id}/history")
async def read_history(synergy_id: UUID, resources: Res, principal: CurrentPrincipal) -> HistoryOut:
    """Each step of the life; who made it only to animators, the operator, and oneself."""
    async with resources.database.read(snapshot=True) as session:
        caller = await caller_of(session, principal)
        await found_for(session, caller, synergy_id)
        steps = await store.history(session, synergy_id)
    return HistoryOut(
        synergy_id=synergy_id,
        steps=[step_out(step, shows_actor=_knows(caller, step.actor)) for step in steps],
    )


def _knows(caller: Caller, actor: str) -> bool:
    trusted = caller.principal.role in ("animator", "operator", "service")
    return trusted or actor.partition(":")[2] == caller.principal.client_id


# --- acting --------------------------------------------------------------------------------


@router.post("", status_code=201, responses={200: {"model": SynergyOut}})
async def open_synergy(
    body: SynergyIn, resources: Res, principal: CurrentPrincipal, once: Once
) -> Response:
    """Open a synergy that people found: 201, or 200 with the life that it has already."""
    async with resources.database.write() as session:
        caller = await caller_of(session, principal)
        actor = caller.actor
        opening = await opening_of(session, body, caller, uuid4)
        known = await store.life(session, opening.synergy_id) is not None

        async def work() -> SynergyOut:
            await use_cases.open_by_people(session, opening, actor=actor, now=resources.clock())
            return await _told(session, caller, opening.synergy_id)

        location = {"location": f"{router.prefix}/{opening.synergy_id}"}
        return await once.answer(session, work, status=200 if known else 201, headers=location)


@router.post("/{synergy_id}/qualification", response_model=SynergyOut)
async def qualify(
    synergy_id: UUID,
    resources: Res,
    principal: CurrentPrincipal,
    once: Once,
    _body: QualificationIn | None = None,
) -> Response:
    """Let both companies be written to. For an animator of one of its territories."""

    def commands(caller: Caller, _found: Found) -> Sequence[Command]:
        caller.only_animators("qualifying")
        return [Qualify()]

    return await _act(resources, principal, once, synergy_id, commands)


@router.post("/{synergy_id}/answers", response_model=SynergyOut)
async def answer(
    synergy_id: UUID, body: AnswerIn, resources: Res, principal: CurrentPrincipal, once: Once
) -> Response:
    """A party's answer, by its company, its tool, or an animator who records it for them."""
    now = resources.clock()
    if body.contract_until is not None and body.contract_until <= now.date():
        raise invalid_field(
            "body.contract_until", body.contract_until, "not in the future", "a day after today"
        )
    async with resources.database.write() as session:
        caller = await caller_of(session, principal)

        async def work() -> SynergyOut:
            found = await found_for(session, caller, synergy_id)
            given = _answer(body, caller.party_of(found.whole(), body.organisation_id), now)
            await use_cases.answer(session, synergy_id, given, actor=caller.actor, now=now)
            return await _told(session, caller, synergy_id)

        return await once.answer(session, work, status=200)


def _answer(body: AnswerIn, party: UUID, now: datetime) -> Answer:
    return Answer(
        organisation_id=party,
        given="consented" if body.consent else body.answer,
        at=now,
        reason=body.reason,
        contract_until=body.contract_until,
    )


@router.post("/{synergy_id}/state", response_model=SynergyOut)
async def set_state(
    synergy_id: UUID, body: StateIn, resources: Res, principal: CurrentPrincipal, once: Once
) -> Response:
    """Say that it is studied, runs (agreed quantity, since), stopped (on), or opens anew."""
    command = _state_command(body, resources.clock())

    def commands(_caller: Caller, found: Found) -> Sequence[Command]:
        ensure_quantity(found, body.quantity)
        return [command]

    return await _act(resources, principal, once, synergy_id, commands)


def _state_command(body: StateIn, now: datetime) -> Command:
    today, latest = now.astimezone(UTC).date(), _latest_day(now)
    for field, day in (("since", body.since), ("on", body.on)):
        if day is not None and day > latest:
            raise invalid_field(f"body.{field}", day, "in the future", f"{latest} or before")
    match body.state:
        case "studying":
            return Study()
        case "running":
            agreed = body.quantity.told() if body.quantity else None
            return Run(agreed=agreed, since=body.since or today)
        case "stopped":
            return Stop(on=body.on or today)
        case "reopen":
            return Reopen()


def _latest_day(now: datetime) -> date:
    """The latest day that has begun anywhere: at one in the morning in France, or at noon in
    Nouvelle-Calédonie, today is not in the future."""
    return (now.astimezone(UTC) + timedelta(hours=14)).date()


@router.post("/{synergy_id}/next-action", response_model=SynergyOut)
async def plan_next_action(
    synergy_id: UUID, body: NextActionIn, resources: Res, principal: CurrentPrincipal, once: Once
) -> Response:
    """Who does what by when; null when nothing is planned any more."""
    told = body.action
    action = None if told is None else NextAction(who=told.who, what=told.what, due=told.due)
    return await _act(
        resources, principal, once, synergy_id, lambda _caller, _found: [Plan(action)]
    )


@router.post("/{synergy_id}/results", response_model=SynergyOut)
async def report_result(
    synergy_id: UUID, body: ResultIn, resources: Res, principal: CurrentPrincipal, once: Once
) -> Response:
    """What it brought over a period. ``verified`` is for the animator to say."""
    latest = _latest_day(resources.clock())
    if body.period_end > latest:
        raise invalid_field(
            "body.period_end", body.period_end, "not over yet", f"{latest} or before"
        )
    result = Result(
        result_id=body.result_id or uuid4(),
        period_start=body.period_start,
        period_end=body.period_end,
        grade=body.grade,
        quantity=body.quantity.told() if body.quantity else None,
        eur=body.eur,
        jobs=body.jobs,
        tco2e=body.tco2e,
    )

    def commands(_caller: Caller, found: Found) -> Sequence[Command]:
        ensure_quantity(found, body.quantity)
        return [Report(result)]

    return await _act(resources, principal, once, synergy_id, commands)


# --- shared --------------------------------------------------------------------------------

_Commands = Callable[[Caller, Found], Sequence[Command]]


async def _act(
    resources: Resources[MatchingSettings],
    principal: CurrentPrincipal,
    once: Once,
    synergy_id: UUID,
    commands: _Commands,
) -> Response:
    async with resources.database.write() as session:
        caller = await caller_of(session, principal)

        async def work() -> SynergyOut:
            found = await found_for(session, caller, synergy_id)
            given = commands(caller, found)
            now = resources.clock()
            await use_cases.move(session, synergy_id, lambda _: given, actor=caller.actor, now=now)
            if any(isinstance(one, Run) for one in given):
                await flow_changes.weigh_risk(session, synergy_id, now=now)
            return await _told(session, caller, synergy_id)

        return await once.answer(session, work, status=200)


async def _told(session: WriteSession, caller: Caller, synergy_id: UUID) -> SynergyOut:
    return synergy_out(await found_for(session, caller, synergy_id), caller.viewer)
