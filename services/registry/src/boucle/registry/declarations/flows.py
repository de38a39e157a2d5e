"""Declare, revise and withdraw flows, one at a time or many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from boucle.common.db import Session, WriteSession
from boucle.common.errors import not_found
from boucle.common.identity import Owner, Principal, ensure_access, may_access
from boucle.registry.entities import Flow, FlowDraft, Site
from boucle.registry.faults import Fault, Faulty
from boucle.registry.flows import store as flow_store
from boucle.registry.flows.changes import FlowResult, FlowWork, change_flows
from boucle.registry.flows.decisions import FlowKey, WriteOutcome, declared, revised, withdrawn
from boucle.registry.sites.store import find_site, lock_sites


class Written(NamedTuple):
    """A flow after a write, the site that it is at, and what the write did."""

    flow: Flow
    site: Site
    outcome: WriteOutcome


@dataclass(frozen=True, slots=True)
class Wanted:
    """A flow as it should be: at which site, with what draft (None: gone from today). ``key`` holds
    if it is new.

    ``site_named_by``: the field that named the site, and what it said.
    """

    key: FlowKey
    site: UUID
    draft: FlowDraft | None
    site_named_by: tuple[str, str]
    seen: Flow | None = None


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes, when, by which catalogue."""

    principal: Principal
    now: datetime
    catalogue_version: str


def site_owner(site: Site) -> Owner:
    return Owner(
        organisations=frozenset({site.organisation_id}),
        territories=frozenset({site.draft.territory}),
        tools=frozenset(site.tools),
    )


async def write_flows(
    session: WriteSession,
    wanted: Sequence[Wanted],
    writing: Writing,
    held: Mapping[UUID, Site] = {},
) -> list[Written]:
    """Bring each flow to what is wanted, in one transaction; in the order given. ``held``: all of
    their sites, or none, if the caller has locked them.

    Raises Faulty when a site is not (or no longer) one where the principal may declare.
    """
    sites = held or await _locked_sites(session, wanted)
    _ensure_declarable(wanted, sites, writing.principal)
    by_id = {each.seen.id: each for each in wanted if each.seen}

    def decide(flow: Flow) -> Flow:
        want = by_id[flow.id]
        if want.draft is None:
            return withdrawn(flow, writing.now)
        return revised(
            flow,
            sites[want.site],
            want.draft,
            catalogue_version=writing.catalogue_version,
            now=writing.now,
        )

    new = [
        declared(
            each.key,
            sites[each.site],
            each.draft,
            catalogue_version=writing.catalogue_version,
            now=writing.now,
        )
        for each in wanted
        if each.seen is None and each.draft is not None
    ]
    seen = {each.seen.id: each.seen for each in wanted if each.seen}
    if all(each.seen and decide(each.seen) is each.seen for each in wanted):
        # As it was when this transaction read it: told again, it waits for no writer of its twins.
        return [Written(each.seen, sites[each.site], "unchanged") for each in wanted if each.seen]
    result = await change_flows(session, sites, FlowWork(seen, decide, new), writing.now)
    changed = {change.flow.id for change in result.changes}
    return [_written(each, sites[each.site], result, changed) for each in wanted]


def _written(wanted: Wanted, site: Site, result: FlowResult, changed: set[UUID]) -> Written:
    flow = result.flows[wanted.seen.id if wanted.seen else wanted.key.id]
    if wanted.seen is None:
        return Written(flow, site, "created")
    if flow.id not in changed:
        return Written(flow, site, "unchanged")
    again = wanted.seen.withdrawn_at and not flow.withdrawn_at
    return Written(flow, site, "created" if again else "revised")


async def _locked_sites(session: WriteSession, wanted: Sequence[Wanted]) -> Mapping[UUID, Site]:
    ids = {each.site for each in wanted}
    ids |= {each.seen.site_id for each in wanted if each.seen}
    return await lock_sites(session, sorted(ids))


def _ensure_declarable(
    wanted: Sequence[Wanted], sites: Mapping[UUID, Site], principal: Principal
) -> None:
    faults = (undeclarable(each, sites.get(each.site), principal) for each in wanted)
    fault = next((fault for fault in faults if fault), None)
    if fault:
        raise Faulty(fault)


def undeclarable(wanted: Wanted, site: Site | None, principal: Principal) -> Fault | None:
    """Why the principal may not bring the flow to what is wanted at this site, if so."""
    # A flow ends wherever it is.
    if (
        site is not None
        and (site.withdrawn_at is None or wanted.draft is None)
        and may_access(principal, site_owner(site))
    ):
        return None
    return Fault(
        *wanted.site_named_by,
        "is not a site where you may declare flows",
        "a site of yours that is not withdrawn",
    )


async def withdraw_flow(
    session: WriteSession, seen: Flow, principal: Principal, now: datetime
) -> Flow:
    """Gone from today; its twin, if it has one, is counted from now on."""
    sites = await lock_sites(session, [seen.site_id])
    ensure_access(principal, site_owner(sites[seen.site_id]), "flow", seen.id)
    work = FlowWork({seen.id: seen}, lambda flow: withdrawn(flow, now))
    return (await change_flows(session, sites, work, now)).flows[seen.id]


async def readable_flow(session: Session, id_: UUID, principal: Principal) -> Flow:
    """The flow, if the principal may see it; else the same 404 as if it were not."""
    flow = await flow_store.find_flow(session, id_)
    site = await find_site(session, flow.site_id) if flow else None
    if flow is None or site is None or not may_access(principal, site_owner(site)):
        raise not_found("flow", id_)
    return flow
