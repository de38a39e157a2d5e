"""What lives of synergies say of flows: which are met, and by how much."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from boucle.catalogue import Catalogue
from boucle.platform.consuming.handling import Received
from boucle.platform.db import ReadSession, WriteSession
from boucle.registry.declarations.flows.store import FLOW_STORE
from boucle.registry.declarations.lives import store
from boucle.registry.declarations.lives.unmet import (
    PassedOver,
    RunningSynergy,
    passed_over,
    run_of,
    taken_by,
)
from boucle.registry.domain.entities import Flow


async def follow_lives(session: WriteSession, batch: Sequence[Received]) -> None:
    """Keep what each life takes now. What comes twice, or late, changes nothing."""
    runs: dict[UUID, RunningSynergy] = {}
    for run in (run_of(each.event.data, each.event.entity_version) for each in batch):
        known = runs.get(run.synergy_id)
        if known is None or known.version < run.version:
            runs[run.synergy_id] = run
    await store.keep(session, runs.values())


async def why_passed_over(
    session: ReadSession, flow: Flow, catalogue: Catalogue
) -> PassedOver | None:
    """Why nobody is sought for this flow; None: it is unmet."""
    runs = await store.running_of(session, flow.id)
    taken = taken_by(runs, await _sides(session, runs), catalogue)
    return passed_over(flow, taken.get(flow.id, 0))


async def met_flows(session: ReadSession, catalogue: Catalogue) -> list[UUID]:
    """Flows that somebody would be sought for, did runs not take all of them."""
    runs = await store.running(session)
    flows = await _sides(session, runs)
    taken = taken_by(runs, flows, catalogue)
    return [flow.id for flow in flows.values() if passed_over(flow, taken.get(flow.id, 0)) == "met"]


async def _sides(session: ReadSession, runs: Iterable[RunningSynergy]) -> dict[UUID, Flow]:
    ids = {flow for run in runs for flow in (run.offer, run.need) if flow is not None}
    return await FLOW_STORE.find(session, ids)
