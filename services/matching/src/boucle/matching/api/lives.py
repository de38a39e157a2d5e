"""Moving a synergy's life over HTTP: qualify, answer, change its state, plan, report."""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID, uuid4

from fastapi import Response

from boucle.matching import declared
from boucle.matching.api.dependencies import Res
from boucle.matching.api.group_wire import carrier_of
from boucle.matching.api.quantities import ensure_quantity
from boucle.matching.api.requests import (
    AnswerIn,
    CarrierIn,
    NextActionIn,
    QualificationIn,
    ResultIn,
    StateIn,
)
from boucle.matching.api.wire import (
    answer_of,
    ensure_future,
    ensure_recent,
    plan_of,
    report_of,
    state_command_of,
)
from boucle.matching.lives import flow_changes, use_cases
from boucle.matching.lives.commands import Command, NameCarrier, Qualify, Run
from boucle.matching.lives.doubts import days_doubts, doubts_of, result_doubts, run_doubts
from boucle.matching.lives.kinds import kind_of
from boucle.matching.queries.callers import Caller, acted_on_as, as_shown, caller_of, found_for
from boucle.matching.queries.found import FoundSynergy
from boucle.matching.queries.responses import (
    SynergyOut,
    WarnedSynergyOut,
    synergy_out,
    warned_out,
)
from boucle.platform.db import WriteSession
from boucle.platform.http import CurrentPrincipal, GuardedRouter
from boucle.platform.idempotency import Once
from boucle.platform.translating import tr

router = GuardedRouter(prefix="/v1/synergies", tags=["synergies"])


@router.post("/{synergy_id}/qualification", response_model=WarnedSynergyOut)
async def qualify_synergy(
    synergy_id: UUID,
    resources: Res,
    principal: CurrentPrincipal,
    once: Once,
    _body: QualificationIn | None = None,
) -> Response:
    """Let its companies be written to. For an animator of one of its territories; a group, for the
    animator of its place's territory, or of all its members'. ``warnings``: what the policy `auto`
    would not have written about, a loss or less than the least gain."""

    def commands(caller: Caller, found: FoundSynergy) -> Sequence[Command]:
        caller.only_animators(tr("qualifying"))
        caller.only_for_group(found.whole(), tr("qualifying a group"))
        return [Qualify()]

    return await _act(resources, principal, once, synergy_id, commands, answer=_qualified)


@router.post("/{synergy_id}/answers", response_model=SynergyOut)
async def answer_synergy(
    synergy_id: UUID, body: AnswerIn, resources: Res, principal: CurrentPrincipal, once: Once
) -> Response:
    """A party's answer, by its company, its tool, or an animator who records it for them."""
    now = resources.clock()
    ensure_future(body.contract_until, now)
    async with resources.database.write() as session:
        caller = await caller_of(session, principal)

        async def work() -> SynergyOut:
            found = await found_for(session, caller, synergy_id)
            given = answer_of(body, caller.party_of(found.whole(), body.organisation_id), now)
            await acted_on_as(session, caller, found)
            await use_cases.answer(session, synergy_id, given, actor=caller.actor, now=now)
            return synergy_out(await found_for(session, caller, synergy_id), caller.viewer)

        return await once.answer(session, work, status=200)


@router.post("/{synergy_id}/state", response_model=WarnedSynergyOut)
async def set_synergy_state(
    synergy_id: UUID, body: StateIn, resources: Res, principal: CurrentPrincipal, once: Once
) -> Response:
    """Say that it is studied, runs (agreed quantity, since), stopped (on), or opens anew. Studied
    or running: for who sees every side. More agreed than could move then or now, beside what else
    runs, is refused. ``warnings``: than could move now, or nobody reckoned it; a group that nobody
    was asked about; results of other days, which are not counted."""
    now = resources.clock()
    command = state_command_of(body, now)

    def commands(caller: Caller, found: FoundSynergy) -> Sequence[Command]:
        if body.state in ("studying", "running"):
            caller.only_unmasked(found)
        ensure_quantity(found, body.quantity)
        ensure_recent(found.whole(), body.since, now)
        return [command]

    async def answer(session: WriteSession, caller: Caller, found: FoundSynergy) -> SynergyOut:
        shown, life = synergy_out(found, caller.viewer), found.life
        if shown.masked or body.state not in ("running", "stopped") or life is None:
            return warned_out(shown, ())
        doubts = list(days_doubts(life))
        if body.state == "running":
            doubts += run_doubts(life, await kind_of(life).most_now(session, life))
        return warned_out(shown, doubts)

    return await _act(resources, principal, once, synergy_id, commands, answer=answer)


@router.post("/{synergy_id}/next-action", response_model=SynergyOut)
async def plan_next_action(
    synergy_id: UUID, body: NextActionIn, resources: Res, principal: CurrentPrincipal, once: Once
) -> Response:
    """Who does what by when; null when nothing is planned any more."""
    command = plan_of(body)
    return await _act(resources, principal, once, synergy_id, lambda _caller, _found: [command])


@router.post("/{synergy_id}/carrier", response_model=SynergyOut)
async def name_carrier(
    synergy_id: UUID, body: CarrierIn, resources: Res, principal: CurrentPrincipal, once: Once
) -> Response:
    """Name the carrier, or host, of a group: an offer that is declared, of the same stream. Those
    who consented see it. For an animator who may qualify the group."""
    async with resources.database.write() as session:
        caller = await caller_of(session, principal)

        async def work() -> SynergyOut:
            found = await found_for(session, caller, synergy_id)
            caller.only_animators(tr("naming a carrier"))
            caller.only_for_group(found.whole(), tr("naming its carrier"))
            await acted_on_as(session, caller, found)
            named = NameCarrier(await carrier_of(session, caller, found, body))
            actor, now = caller.actor, resources.clock()
            await use_cases.move(session, synergy_id, use_cases.always(named), actor=actor, now=now)
            return synergy_out(await found_for(session, caller, synergy_id), caller.viewer)

        return await once.answer(session, work, status=200)


@router.post("/{synergy_id}/results", response_model=WarnedSynergyOut)
async def report_result(
    synergy_id: UUID, body: ResultIn, resources: Res, principal: CurrentPrincipal, once: Once
) -> Response:
    """What it brought over a period. ``verified`` is for the animator to say. Of a group, each
    member reports for itself, an animator for any of them or for all together. ``warnings``: what
    is more than can be is kept, and not counted until a document shows it."""
    result_id = body.result_id or uuid4()

    def commands(caller: Caller, found: FoundSynergy) -> Sequence[Command]:
        ensure_quantity(found, body.quantity)
        of = caller.reports_for(found.whole(), body.organisation_id)
        return [report_of(body, of, principal, resources.clock(), result_id)]

    async def answer(_session: WriteSession, caller: Caller, found: FoundSynergy) -> SynergyOut:
        shown = synergy_out(found, caller.viewer)
        life = None if shown.masked else found.life
        return warned_out(shown, () if life is None else result_doubts(life, result_id))

    return await _act(resources, principal, once, synergy_id, commands, answer=answer)


_Answer = Callable[[WriteSession, Caller, FoundSynergy], Awaitable[SynergyOut]]


async def _synergy(_session: WriteSession, caller: Caller, found: FoundSynergy) -> SynergyOut:
    return synergy_out(found, caller.viewer)


async def _qualified(session: WriteSession, caller: Caller, found: FoundSynergy) -> SynergyOut:
    if found.life is None:
        raise use_cases.UnknownSynergy(found.synergy_id)
    sirens = {party.side.territory for party in found.life.parties}
    known = (await declared.territories(session, sirens)).values()
    doubts = doubts_of(found.masked_for(caller.viewer), [one.territory for one in known])
    return warned_out(synergy_out(found, caller.viewer), doubts)


_Commands = Callable[[Caller, FoundSynergy], Sequence[Command]]


async def _act(
    resources: Res,
    principal: CurrentPrincipal,
    once: Once,
    synergy_id: UUID,
    commands: _Commands,
    *,
    answer: _Answer = _synergy,
) -> Response:
    async with resources.database.write() as session:
        caller = await caller_of(session, principal)

        async def work() -> SynergyOut:
            found = await found_for(session, caller, synergy_id)
            actor = caller.actor  # who may act at all, before what is asked for
            asked = commands(caller, found)
            given = [await flow_changes.with_baseline(session, found.life, one) for one in asked]
            now = resources.clock()
            qualifies = all(isinstance(one, Qualify) for one in given)
            id_ = await acted_on_as(session, caller, found, qualifies=qualifies)
            with as_shown(found):
                await use_cases.move(session, id_, lambda _: given, actor=actor, now=now)
            if any(isinstance(one, Run) for one in given):
                await flow_changes.weigh_risk(session, id_, now=now)
            return await answer(session, caller, await found_for(session, caller, id_))

        return await once.answer(session, work, status=200)
