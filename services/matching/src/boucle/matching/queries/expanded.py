"""Add the reader's own flows to a synergy (``expand=flows``)."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from pydantic import Field

from boucle.matching import declared
from boucle.matching.declared import DeclaredFlow
from boucle.matching.queries.callers import Caller
from boucle.matching.queries.parts import ResponseModel
from boucle.matching.queries.responses import SideOut, SynergyOut
from boucle.platform.db import ReadSession
from boucle.platform.http import QuantityOut

NOT_COMPACT: Final = ("why", "versions", "candidacy", "results", "found_by", "pre_existing")
"""What `expand` adds to a compact row."""


class SideFlowOut(ResponseModel):
    """A flow in the version that matching knows; the whole of it is at `/v1/flows/{flow_id}`."""

    flow_id: UUID
    version: int
    withdrawn: bool
    organisation_id: UUID
    site_id: UUID
    territory: str
    direction: str
    nature: str
    family: str | None
    low: str | None
    form: str | None
    hazardous: bool
    legal_status: str | None
    accepts: tuple[str, ...]
    quantity: QuantityOut
    certainty: str
    valid_from: date


class SynergyRead(SynergyOut):
    """A synergy, with its flows where they are asked for."""

    flows: list[SideFlowOut] = Field(
        default=[], description="With `expand=flows`: those that you may read at `/v1/flows`."
    )


async def with_flows(
    session: ReadSession, caller: Caller, synergies: Sequence[SynergyOut]
) -> list[SynergyOut]:
    """Add the flows of sides that the caller owns; what the other side disclosed is in the synergy
    itself."""
    own = {
        side.flow_id
        for one in synergies
        for side in one.sides
        if side.flow_id is not None and _is_own(side, caller)
    }
    flows = await declared.flows(session, own) if own else {}
    return [
        SynergyRead.model_construct(
            **dict(one),
            flows=[_flow_out(flows[side.flow_id]) for side in one.sides if side.flow_id in flows],
        )
        for one in synergies
    ]


def _is_own(side: SideOut, caller: Caller) -> bool:
    return not side.masked and caller.owns(side.organisation_id, side.territory)


def _flow_out(kept: DeclaredFlow) -> SideFlowOut:
    facts = {name: getattr(kept.flow, name, None) for name in SideFlowOut.model_fields}
    return SideFlowOut.model_validate(
        {**facts, "version": kept.version, "withdrawn": kept.withdrawn}
    )
