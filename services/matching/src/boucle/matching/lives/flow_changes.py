"""What changed flows and territories do to lives: refusals that lapse, runs at risk."""

from collections.abc import Mapping
from contextlib import nullcontext
from datetime import datetime
from uuid import UUID

from msgspec.structs import replace

from boucle.contract.events.matching import Life
from boucle.contract.events.registry import Flow, Territory
from boucle.matching import declared
from boucle.matching.declared import DeclaredFlow, DeclaredTerritory
from boucle.matching.lives import store
from boucle.matching.lives.commands import Command, FlagRisk, Reopen, Report
from boucle.matching.lives.kinds import kind_of
from boucle.matching.lives.kinds.pair import by_role
from boucle.matching.lives.pair_scoring import is_at_risk
from boucle.matching.lives.use_cases import Actor, always, flows_of, move
from boucle.matching.scoring.refusals import lapsed
from boucle.platform.consuming.handling import caused_by
from boucle.platform.db import WriteSession
from boucle.platform.events import Event


async def follow_flows(
    session: WriteSession, changed: Mapping[UUID, Event[Flow] | None], *, now: datetime
) -> None:
    """Of flows kept in this transaction: reopen the lives whose refusal no longer holds, flag the
    runs at risk. What is published of a life is caused by the event of its own flow, if given."""
    if not changed:
        return
    for synergy_id in await store.lives_of_flows(session, changed, ["refused", "running"]):
        kept = await store.lock_life(session, synergy_id)
        if kept is None:
            continue
        sides = [party.side.flow_id for party in kept.life.parties]
        cause = next(event for flow_id, event in changed.items() if flow_id in sides)
        with nullcontext() if cause is None else caused_by(cause):
            await _weigh(session, kept.life, await flows_of(session, synergy_id), now)


async def follow_territory(session: WriteSession, territory: Territory, *, now: datetime) -> None:
    """After a territory changed its limits or routes: which runs are at risk now."""
    for synergy_id in await store.running_in(session, territory.siren):
        await weigh_risk(session, synergy_id, now=now)


async def weigh_risk(session: WriteSession, synergy_id: UUID, *, now: datetime) -> None:
    """Flag a run that its flows and limits no longer allow, or clear its flag. That of a group is
    left as it is: its market weighs it."""
    kept = await store.lock_life(session, synergy_id)
    if kept is None or kept.life.state != "running":
        return
    if kind_of(kept.life).RISK_BY_FLOWS:
        await _weigh(session, kept.life, await flows_of(session, synergy_id), now)


async def _weigh(
    session: WriteSession, life: Life, flows: Mapping[UUID, DeclaredFlow], now: datetime
) -> None:
    sirens = [party.side.territory for party in life.parties]
    command = _called_for(life, flows, await declared.territories(session, sirens))
    if command is not None:
        await move(session, life.synergy_id, always(command), actor=Actor("engine"), now=now)


def _called_for(
    life: Life, flows: Mapping[UUID, DeclaredFlow], territories: Mapping[str, DeclaredTerritory]
) -> Command | None:
    """The command that the present flows of a life ask for."""
    roles = by_role(life, flows)
    if life.state == "running":
        return FlagRisk(is_at_risk(life, roles, territories))
    known = {role: kept.flow for role, kept in roles.items()}
    return Reopen() if life.state == "refused" and lapsed(life, known) else None


async def with_baseline(session: WriteSession, life: Life | None, command: Command) -> Command:
    """Return a result that names no baseline with the former route of what is offered, once its
    parties know each other."""
    if life is None or not isinstance(command, Report) or command.result.baseline is not None:
        return command
    if not life.disclosed:
        return command
    offer = by_role(life, await flows_of(session, life.synergy_id)).get("offer")
    route = None if offer is None else offer.flow.current_route
    if route is None or route.operation is None:
        return command
    return Report(replace(command.result, baseline=route.operation))
