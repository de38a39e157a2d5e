"""``/v1/sites/{site_id}/typical-flows``: the deductive mode."""

from collections.abc import Sequence
from uuid import UUID

from boucle.platform.db import WriteSession
from boucle.platform.http import GuardedRouter, QuantityOut
from boucle.registry.api.dependencies import Staff, TheRegistry, write
from boucle.registry.api.schemas.declarations.typical import (
    TypicalFlowOut,
    TypicalFlowsIn,
    TypicalFlowsOut,
)
from boucle.registry.declarations.flows.typical import TypicalOutcome
from boucle.registry.declarations.typical import Deduced, deduce_flows
from boucle.registry.declarations.writing import Writing

router = GuardedRouter(tags=["sites"])


@router.post("/v1/sites/{site_id}/typical-flows")
async def declare_typical_flows(
    site_id: UUID, body: TypicalFlowsIn, principal: Staff, registry: TheRegistry
) -> TypicalFlowsOut:
    """Declare, with certainty ``typical``, what the site's activity usually gives and needs and
    nobody declared there. Sent again, it changes nothing; with other ``employees``, it revises."""

    async def work(session: WriteSession) -> TypicalFlowsOut:
        writing = Writing(principal, registry.clock(), registry.catalogue.version, registry.persons)
        done = await deduce_flows(
            session,
            site_id,
            body.employees,
            writing,
            registry.catalogue,
            new_id=registry.new_id,
        )
        return _shown(done)

    return await write(registry, work)


def _shown(done: Sequence[Deduced]) -> TypicalFlowsOut:
    def those(outcome: TypicalOutcome) -> list[TypicalFlowOut]:
        return [
            TypicalFlowOut(
                flow_id=flow.id,
                direction=flow.draft.direction,
                family=str(flow.draft.family),
                quantity=QuantityOut.model_validate(flow.draft.quantity),
            )
            for flow, came in done
            if came == outcome
        ]

    return TypicalFlowsOut(
        made=those("made"),
        revised=those("revised"),
        left=those("left"),
        withdrawn=those("withdrawn"),
    )
