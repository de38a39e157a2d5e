"""Explain why two flows are, or are not, a synergy, for readers who may know."""

from uuid import UUID

from boucle.contract.events.reasons import Criterion
from boucle.contract.events.registry import Direction, Flow
from boucle.contract.masking import mask_synergy
from boucle.contract.sandboxes import sandbox_of
from boucle.contract.views import SideView, SynergyView
from boucle.matching import declared
from boucle.matching.candidates.coarse_views import (
    coarse_inputs,
    criteria_of,
    hidden_roles,
    of_coarse_families,
)
from boucle.matching.candidates.synergy import (
    PairInputs,
    declared_alone,
    of_best_families,
    synergy_of,
)
from boucle.matching.declared import DeclaredFlow
from boucle.matching.kinds import substitution
from boucle.matching.lives.pair_scoring import row_of, rules
from boucle.matching.lives.scored import stored_now
from boucle.matching.queries import search
from boucle.matching.queries.callers import Caller
from boucle.matching.queries.found import FoundSynergy
from boucle.matching.queries.parts import ResponseModel
from boucle.matching.queries.readable import readable
from boucle.matching.queries.responses import CriterionOut, criteria_of_view
from boucle.matching.scoring import FlowInputs, explain
from boucle.platform.db import ReadSession
from boucle.platform.errors import invalid_field, not_found
from boucle.platform.translating import tr


class RefusalsOut(ResponseModel):
    """Why a pair is, or is not, a synergy: each criterion; one that fails excludes it.

    ``listed``: a list of best partners holds it now; of an animator of one side, its best pairs
    with coarse copies do. A pair that matches and is not listed is below its territories'
    threshold, goes behind better ones, or is kept out by its ``state``. For a company or a tool,
    which have both flows: as declared, what others take left out; ``state`` of what was introduced
    to it, ``listed`` null: it would say how the pair stands among others.
    """

    synergy_id: UUID
    offer: UUID
    need: UUID
    matches: bool
    listed: bool | None
    state: str | None
    masked: bool
    criteria: list[CriterionOut]


async def explain_for(
    session: ReadSession, caller: Caller, offer_id: UUID, need_id: UUID
) -> RefusalsOut:
    """Explain the pair. Raises 404 on a flow that is unknown or not the caller's to ask about, 422
    on one of the wrong direction or not matched."""
    flows, _ = await readable(session, caller, await declared.flows(session, [offer_id, need_id]))
    offer, need = flows.get(offer_id), flows.get(need_id)
    if offer is None or need is None or not _may_ask(caller, offer.flow, need.flow):
        raise not_found("pair of flows", f"{offer_id}, {need_id}")
    rows = (_row("offer", offer, "output"), _row("need", need, "input"))
    identity = substitution.synergy_id(offer_id, need_id)
    found = await search.one(session, identity, caller.viewer)
    if found is not None and not search.sees(caller.viewer, found):
        found = None
    disclosed = found is not None and found.life is not None and found.life.disclosed
    now = (await stored_now(session, [offer_id, need_id])).of((offer_id, need_id))
    left = now.offer or rows[0], now.need or rows[1]
    whole = PairInputs(*left, now.settings, now.free, now.life_version)
    ours = caller.principal.role in ("company", "tool")
    if ours:  # of two clients of a tool, as declared alone
        whole = declared_alone(whole)
    pair = of_best_families(whole, rules())
    criteria = explain(pair.offer, pair.need, rules(), pair.settings, pair.free)
    matches = all(one.verdict != "fail" for one in criteria)
    view = _masked(caller, identity, (offer.flow, need.flow), criteria, disclosed=disclosed)
    if view.masked:
        coarse_pair = coarse_inputs(of_coarse_families(whole, rules()), hidden_roles(view))
        matches = synergy_of(coarse_pair, rules()) is not None
        coarse = criteria_of(coarse_pair, rules())
        view = _masked(caller, identity, (offer.flow, need.flow), coarse, disclosed=disclosed)
    return RefusalsOut(
        synergy_id=identity,
        offer=offer_id,
        need=need_id,
        matches=matches,
        listed=None if ours else _is_listed(found),
        state=None if found is None else found.whole().state,
        masked=view.masked,
        criteria=criteria_of_view(view),
    )


def _is_listed(found: FoundSynergy | None) -> bool:
    return found is not None and (found.candidate is not None or found.across is not None)


def _may_ask(caller: Caller, offer: Flow, need: Flow) -> bool:
    """Tell whether the caller may ask: an animator of one side that may read the other; a
    company only between its own flows. Nobody probes others, nor from a sandbox to the outside."""
    if sandbox_of(offer.territory) != sandbox_of(need.territory) and not caller.viewer.everything:
        return False
    owned = [caller.owns(flow.organisation_id, flow.territory) for flow in (offer, need)]
    return all(owned) or (caller.principal.role == "animator" and any(owned))


def _row(field: str, declared_flow: DeclaredFlow, direction: Direction) -> FlowInputs:
    flow = declared_flow.flow
    if flow.direction != direction:
        raise invalid_field(
            f"query.{field}",
            flow.flow_id,
            tr("the flow is an {direction}", direction=flow.direction),
            f"an {direction}",
        )
    row = row_of(declared_flow)
    if row is None:
        raise invalid_field(
            f"query.{field}",
            flow.flow_id,
            "the flow takes no part in matching: withdrawn, unclassified or a likely duplicate",
            "a classified flow that is declared once",
        )
    return row


def _masked(
    caller: Caller,
    identity: UUID,
    flows: tuple[Flow, Flow],
    criteria: tuple[Criterion, ...],
    *,
    disclosed: bool,
) -> SynergyView:
    sides = tuple(
        SideView(
            role="offer" if flow.direction == "output" else "need",
            territory=flow.territory,
            organisation_id=flow.organisation_id,
        )
        for flow in flows
    )
    view = SynergyView(
        synergy_id=identity,
        kind=substitution.KIND.name,
        sides=sides,
        disclosed=disclosed,
        criteria=criteria,
    )
    return mask_synergy(view, viewer=caller.viewer)
