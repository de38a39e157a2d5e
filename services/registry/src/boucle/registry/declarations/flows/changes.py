"""The one way flows change: their sites locked, duplicates resolved, every change published."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from boucle.platform.db import WriteSession
from boucle.registry.declarations.at_site.changes import (
    ensure_unchanged,
    only_reworded,
    publish,
    sites_of,
)
from boucle.registry.declarations.at_site.declared import Changed, Work, WriteResult
from boucle.registry.declarations.flows import duplicates_store
from boucle.registry.declarations.flows import store as flow_store
from boucle.registry.declarations.flows.decisions import concluded, touched_groups
from boucle.registry.declarations.flows.duplicates import Decisions, group_of
from boucle.registry.declarations.movements import store as movement_store
from boucle.registry.declarations.movements.decisions import flow_revised
from boucle.registry.domain.entities import Flow, Site


async def change_flows(
    session: WriteSession, sites: Mapping[UUID, Site], work: Work[Flow], now: datetime
) -> WriteResult[Flow]:
    """Change flows of ``sites``, which the caller has locked and which are as they will be.

    Raises Restart when a flow changed, or came to be, between ``seen`` and the locks.
    """
    intended = [*(work.decide(flow) for flow in work.seen.values()), *work.new]
    concerned = [*work.seen.values(), *intended]
    locked = await _locked(session, work, concerned)
    ensure_unchanged(locked, work)
    after = dict(locked)
    after.update({id_: work.decide(locked[id_]) for id_ in work.seen})
    after.update({flow.id: flow for flow in work.new})
    decisions: Decisions = {}
    if len({flow.source for flow in after.values()}) > 1:
        decisions = await duplicates_store.decisions_among(session, after.keys())
    changes = concluded(locked, after, decisions, now=now, anyway=work.anyway)
    reworded = only_reworded(locked, after, changes)
    if reworded:
        await flow_store.save_flows(session, reworded)
    if changes:
        await flow_store.save_flows(session, [change.thing for change in changes])
        homes = await sites_of(session, changes, sites)
        await publish(session, "flow", changes, lambda flow: flow.event(homes[flow.site_id]), now)
        await _count_movements(session, locked, changes, now)
    return WriteResult(after | {change.thing.id: change.thing for change in changes}, changes)


async def _locked(
    session: WriteSession, work: Work[Flow], concerned: Sequence[Flow]
) -> Mapping[UUID, Flow]:
    """Flows to change, those of the new ones' names, and every member of the groups concerned."""
    groups = touched_groups(concerned)
    if len(groups) == 1 and None not in map(group_of, concerned):
        # All are members of it; a name that came to be elsewhere, ``flow_once`` refuses.
        return await flow_store.lock_group(session, groups.pop())
    return await flow_store.lock_flows(
        session,
        ids=work.seen.keys(),
        source=next((flow.source for flow in work.new if flow.source), None),
        names=[flow.external_id for flow in work.new if flow.external_id],
        groups=groups,
    )


async def _count_movements(
    session: WriteSession,
    before: Mapping[UUID, Flow],
    changes: Sequence[Changed[Flow]],
    now: datetime,
) -> None:
    known = [(before[one.thing.id], one.thing) for one in changes if one.thing.id in before]
    moved = [after.id for old, after in known if flow_revised(old, after)]
    await movement_store.count(session, "flow_revised", moved, now)
