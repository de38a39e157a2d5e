"""The one way flows change: their sites locked, duplicates resolved, every change published."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from boucle.common import outbox
from boucle.common.db import WriteSession
from boucle.registry.entities import Flow, Site
from boucle.registry.flows import duplicates_store
from boucle.registry.flows import store as flow_store
from boucle.registry.flows.decisions import Changed, concluded, touched_groups
from boucle.registry.flows.duplicates import Decisions, group_of
from boucle.registry.movements import store as movement_store
from boucle.registry.movements.decisions import flow_revised
from boucle.registry.sites.store import find_sites
from boucle.registry.transaction import Restart


@dataclass(frozen=True, slots=True)
class FlowWork:
    """``seen``: flows to change, read before any lock; ``decide`` says what one becomes.

    ``new``: flows to add. ``anyway``: flows whose event changes with their site's facts.
    """

    seen: Mapping[UUID, Flow] = field(default_factory=dict)
    decide: Callable[[Flow], Flow] = lambda flow: flow
    new: Sequence[Flow] = ()
    anyway: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class FlowResult:
    """Every flow looked at, as it is now, and the changes that were published."""

    flows: Mapping[UUID, Flow]
    changes: Sequence[Changed]


async def change_flows(
    session: WriteSession, sites: Mapping[UUID, Site], work: FlowWork, now: datetime
) -> FlowResult:
    """Change flows of ``sites``, which the caller has locked and which are as they will be.

    Raises Restart when a flow changed, or came to be, between ``seen`` and the locks.
    """
    intended = [*(work.decide(flow) for flow in work.seen.values()), *work.new]
    concerned = [*work.seen.values(), *intended]
    locked = await _locked(session, work, concerned)
    _ensure_unchanged(locked, work)
    after = dict(locked)
    after.update({id_: work.decide(locked[id_]) for id_ in work.seen})
    after.update({flow.id: flow for flow in work.new})
    decisions: Decisions = {}
    if len({flow.source for flow in after.values()}) > 1:
        decisions = await duplicates_store.decisions_among(session, after.keys())
    changes = concluded(locked, after, decisions, now=now, anyway=work.anyway)
    await _save_other_words(session, locked, after, changes)
    if changes:
        await flow_store.save_flows(session, [change.flow for change in changes])
        await _publish(session, changes, sites, now)
        await _count_movements(session, locked, changes, now)
    return FlowResult(after | {change.flow.id: change.flow for change in changes}, changes)


async def _save_other_words(
    session: WriteSession,
    before: Mapping[UUID, Flow],
    after: Mapping[UUID, Flow],
    changes: Sequence[Changed],
) -> None:
    """What was sent in other words, and nothing else of it changed: kept without a new version."""
    changed = {change.flow.id for change in changes}
    reworded = [
        flow
        for id_, flow in after.items()
        if id_ not in changed and id_ in before and flow.draft != before[id_].draft
    ]
    if reworded:
        await flow_store.save_flows(session, reworded)


async def _locked(
    session: WriteSession, work: FlowWork, concerned: Sequence[Flow]
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


def _ensure_unchanged(locked: Mapping[UUID, Flow], work: FlowWork) -> None:
    for id_, seen in work.seen.items():
        now = locked.get(id_)
        if now is None or now.version != seen.version:
            raise Restart
    names = {(flow.source, flow.external_id) for flow in work.new if flow.source}
    if any((flow.source, flow.external_id) in names for flow in locked.values()):
        raise Restart


async def _count_movements(
    session: WriteSession, before: Mapping[UUID, Flow], changes: Sequence[Changed], now: datetime
) -> None:
    known = [(before[one.flow.id], one.flow) for one in changes if one.flow.id in before]
    moved = [after.id for old, after in known if flow_revised(old, after)]
    await movement_store.count(session, "flow_revised", moved, now)


async def _publish(
    session: WriteSession, changes: Sequence[Changed], sites: Mapping[UUID, Site], now: datetime
) -> None:
    elsewhere = {change.flow.site_id for change in changes} - sites.keys()
    known = {**sites, **await find_sites(session, elsewhere)} if elsewhere else sites
    await outbox.add(
        session,
        "flow",
        *(
            outbox.new_event(
                change.type,
                subject=change.flow.id,
                version=change.flow.version,
                data=change.flow.event(known[change.flow.site_id]),
                now=now,
            )
            for change in changes
        ),
    )
