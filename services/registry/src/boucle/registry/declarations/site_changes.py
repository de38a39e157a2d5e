"""How sites change with their organisation, and their flows with them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from boucle.common import outbox
from boucle.common.db import WriteSession
from boucle.registry.entities import Flow, Organisation, Site
from boucle.registry.flows import store as flow_store
from boucle.registry.flows.changes import FlowWork, change_flows
from boucle.registry.flows.decisions import at_site, withdrawn
from boucle.registry.organisations import source_ids
from boucle.registry.sites import store
from boucle.registry.sites.decisions import following_site, site_event_type, withdrawn_site


async def follow(
    session: WriteSession, organisation: Organisation, locked: Sequence[Site], now: datetime
) -> None:
    """Bring what the organisation's locked sites repeat of it up to date; their flows say so too,
    for others read it there."""
    after = {site.id: following_site(site, organisation, now) for site in locked}
    await change_sites(session, locked, after, {}, now)


async def change_sites(
    session: WriteSession,
    locked: Sequence[Site],
    after: Mapping[UUID, Site],
    moved: Mapping[UUID, UUID],
    now: datetime,
) -> None:
    """Save those of the present sites that change; ``after``: each as it will be. ``moved``: by
    site, another one of them that its flows go to."""
    changed = [site for site in locked if not site.withdrawn_at and after[site.id] != site]
    if not changed:
        return
    flows = await present_flows(session, [site.id for site in changed])

    def decide(flow: Flow) -> Flow:
        return at_site(flow, after[moved.get(flow.site_id, flow.site_id)])

    await change_flows(session, after, FlowWork(flows, decide, anyway=frozenset(flows)), now)
    await store.save_sites(session, [after[site.id] for site in changed])
    await publish_sites(session, [(site, after[site.id]) for site in changed], now)


async def present_flows(session: WriteSession, sites: Sequence[UUID]) -> Mapping[UUID, Flow]:
    """Those of these sites that are not withdrawn."""
    flows = await flow_store.flows_of_sites(session, sites)
    return {id_: flow for id_, flow in flows.items() if not flow.withdrawn_at}


async def withdraw_sites(session: WriteSession, locked: Sequence[Site], now: datetime) -> None:
    """Locked sites, gone from today with their flows."""
    present = [site for site in locked if not site.withdrawn_at]
    if not present:
        return
    after = {site.id: withdrawn_site(site, now) for site in present}
    seen = await present_flows(session, list(after))
    await change_flows(session, after, FlowWork(seen, lambda flow: withdrawn(flow, now)), now)
    await store.save_sites(session, after.values())
    for site in present:
        await source_ids.forget_all(session, site.id, now)
    await publish_sites(session, [(site, after[site.id]) for site in present], now)


async def publish_sites(
    session: WriteSession, changes: Sequence[tuple[Site | None, Site]], now: datetime
) -> None:
    """One event for each site: how it was (None: it was not), how it is."""
    await outbox.add(
        session,
        "site",
        *(
            outbox.new_event(
                site_event_type(before, after),
                subject=after.id,
                version=after.version,
                data=after.event(),
                now=now,
            )
            for before, after in changes
        ),
    )
