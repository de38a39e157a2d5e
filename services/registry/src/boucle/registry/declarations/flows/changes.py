"""The one way flows change: their sites locked, duplicates resolved, every change published."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from boucle.platform.db import WriteSession
from boucle.registry.declarations.at_site.changes import change
from boucle.registry.declarations.at_site.declared import Changed, Work, WriteResult
from boucle.registry.declarations.flows import duplicates_store
from boucle.registry.declarations.flows.decisions import concluded, touched_groups
from boucle.registry.declarations.flows.duplicates import Decisions, group_of
from boucle.registry.declarations.flows.store import FLOW_STORE, lock_flows, lock_group
from boucle.registry.declarations.movements import store as movement_store
from boucle.registry.declarations.movements.decisions import flow_revised
from boucle.registry.domain.entities import Flow, Site


async def flow_events(
    _session: WriteSession, flows: Iterable[Flow], sites: Mapping[UUID, Site]
) -> Mapping[UUID, object]:
    return {flow.id: flow.event(sites[flow.site_id]) for flow in flows}


async def change_flows(
    session: WriteSession, sites: Mapping[UUID, Site], work: Work[Flow], now: datetime
) -> WriteResult[Flow]:
    """Change flows of ``sites``, which the caller has locked and which are as they will be.

    Raises Restart when a flow changed, or came to be, between ``seen`` and the locks.
    """
    locked = await _locked(session, work)

    async def conclude(after: Mapping[UUID, Flow]) -> Sequence[Changed[Flow]]:
        decisions: Decisions = {}
        if len({flow.source for flow in after.values()}) > 1:
            decisions = await duplicates_store.decisions_among(session, after.keys())
        return concluded(locked, after, decisions, now=now, anyway=work.anyway)

    result = await change(session, FLOW_STORE, sites, work, locked, conclude, flow_events, now)
    if result.changes:
        await _count_movements(session, locked, result.changes, now)
    return result


async def _locked(session: WriteSession, work: Work[Flow]) -> Mapping[UUID, Flow]:
    """Flows to change, those of the new ones' names, and every member of the groups concerned."""
    intended = [*(work.decide(flow) for flow in work.seen.values()), *work.new]
    concerned = [*work.seen.values(), *intended]
    groups = touched_groups(concerned)
    if len(groups) == 1 and None not in map(group_of, concerned):
        # All are members of it; a name that came to be elsewhere, ``flow_once`` refuses.
        return await lock_group(session, groups.pop())
    return await lock_flows(session, work, groups)


async def _count_movements(
    session: WriteSession,
    before: Mapping[UUID, Flow],
    changes: Sequence[Changed[Flow]],
    now: datetime,
) -> None:
    known = [(before[one.thing.id], one.thing) for one in changes if one.thing.id in before]
    moved = [after.id for old, after in known if flow_revised(old, after)]
    await movement_store.count(session, "flow_revised", moved, now)
