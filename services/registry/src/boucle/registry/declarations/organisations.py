"""Declare, revise, withdraw organisations; their contacts; who may act for them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from boucle.common import outbox
from boucle.common.db import Session, WriteSession
from boucle.common.errors import forbidden, not_found
from boucle.common.identity import Owner, Principal, ensure_access
from boucle.registry.access import store as client_store
from boucle.registry.codes import siren_fault
from boucle.registry.entities import Contact, Language, Organisation, Site
from boucle.registry.faults import Fault, Faulty
from boucle.registry.flows import store as flow_store
from boucle.registry.flows.changes import FlowWork, change_flows
from boucle.registry.flows.decisions import withdrawn
from boucle.registry.organisations import source_ids, store
from boucle.registry.sites import store as site_store
from boucle.registry.sites.decisions import (
    granted_site,
    revised_organisation,
    site_event_type,
    withdrawn_site,
)
from boucle.registry.territories.store import kind_of


@dataclass(frozen=True, slots=True)
class ContactDraft:
    name: str
    email: str
    phone: str | None
    language: Language
    role: str


@dataclass(frozen=True, slots=True)
class OrganisationDraft:
    """``contacts`` is ``None`` when nothing was said of them."""

    name: str
    siren: str | None
    territory: str
    example: bool
    contacts: tuple[ContactDraft, ...] | None


async def owner_of(session: Session, organisation: Organisation, principal: Principal) -> Owner:
    """Whose it is; its sites' territories are looked up for animators only."""
    territories = frozenset({organisation.territory})
    if principal.role == "animator":
        territories = await store.territories_of(session, organisation.id)
    return Owner(
        organisations=frozenset({organisation.id}),
        territories=territories,
        tools=frozenset(organisation.tools),
    )


async def readable_organisation(session: Session, id_: UUID, principal: Principal) -> Organisation:
    organisation = await store.find_organisation(session, id_)
    return await _reached(session, organisation, id_, principal)


async def locked_organisation(
    session: WriteSession, id_: UUID, principal: Principal
) -> Organisation:
    organisation = await store.lock_organisation(session, id_)
    return await _reached(session, organisation, id_, principal)


async def _reached(
    session: Session,
    organisation: Organisation | None,
    id_: UUID,
    principal: Principal,
) -> Organisation:
    if organisation is None:
        raise not_found("organisation", id_)
    owner = await owner_of(session, organisation, principal)
    ensure_access(principal, owner, "organisation", id_)
    return organisation


async def declare_organisation(
    session: WriteSession,
    id_: UUID,
    declared: OrganisationDraft,
    principal: Principal,
    now: datetime,
    *,
    new_id: Callable[[], UUID],
    direct: bool = True,
) -> Organisation:
    """A new organisation; a tool that declares one may act for it."""
    await _check(session, declared)
    if principal.role == "animator" and declared.territory not in principal.territories:
        raise Faulty(_foreign_territory(declared.territory))
    organisation = Organisation(
        id=id_,
        name=declared.name,
        siren=declared.siren,
        territory=declared.territory,
        example=declared.example,
        tools=(principal.client_id,) if principal.role == "tool" else (),
        direct=direct,
        version=1,
        declared_at=now,
        updated_at=now,
    )
    await store.save_organisation(session, organisation)
    await _save_contacts(session, id_, declared.contacts or (), new_id)
    return organisation


async def revise_organisation(
    session: WriteSession,
    locked: Organisation,
    declared: OrganisationDraft,
    now: datetime,
    *,
    new_id: Callable[[], UUID],
) -> Organisation:
    """The organisation as now declared; unchanged (same version) when nothing is new."""
    await _check(session, declared)
    after = replace(
        locked,
        name=declared.name,
        siren=declared.siren,
        territory=declared.territory,
        example=declared.example,
    )
    after = revised_organisation(locked, after, now)
    if declared.contacts is not None and await _contacts_differ(
        session, locked.id, declared.contacts
    ):
        await _save_contacts(session, locked.id, declared.contacts, new_id)
        if after is locked:
            after = replace(locked, version=locked.version + 1, updated_at=now)
    if after is not locked:
        await store.save_organisation(session, after)
    return after


async def withdraw_organisation(
    session: WriteSession, locked: Organisation, now: datetime
) -> Organisation:
    """Gone from today, with its sites and their flows."""
    if locked.withdrawn_at:
        return locked
    sites = await site_store.lock_sites_of(session, locked.id)
    await withdraw_sites(session, sites, now)
    after = replace(locked, withdrawn_at=now, version=locked.version + 1, updated_at=now)
    await store.save_organisation(session, after)
    await source_ids.forget_all(session, locked.id, now)
    return after


async def withdraw_sites(session: WriteSession, locked: Sequence[Site], now: datetime) -> None:
    """Locked sites, gone from today with their flows."""
    present = [site for site in locked if not site.withdrawn_at]
    if not present:
        return
    after = {site.id: withdrawn_site(site, now) for site in present}
    flows = await flow_store.flows_of_sites(session, after.keys())
    seen = {id_: flow for id_, flow in flows.items() if not flow.withdrawn_at}
    await change_flows(session, after, FlowWork(seen, lambda flow: withdrawn(flow, now)), now)
    await site_store.save_sites(session, after.values())
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


async def grant(
    session: WriteSession, locked: Organisation, tool: str, now: datetime
) -> Organisation:
    """The tool may act for the organisation from now on."""
    client = await client_store.find_client(session, tool)
    if client is None or client.role != "tool" or client.revoked_at:
        raise Faulty(
            Fault("tool", tool, "is not a tool that is known here", "the client id of a tool")
        )
    return await _with_tools(session, locked, tuple(sorted({*locked.tools, tool})), now)


async def revoke_grant(
    session: WriteSession, locked: Organisation, tool: str, now: datetime
) -> Organisation:
    """The tool may no longer act for the organisation."""
    if tool not in locked.tools:
        raise not_found("grant", tool)
    return await _with_tools(session, locked, tuple(t for t in locked.tools if t != tool), now)


async def _with_tools(
    session: WriteSession, locked: Organisation, tools: tuple[str, ...], now: datetime
) -> Organisation:
    """Its sites and flows say so too, for others read the grants there."""
    if tools == locked.tools:
        return locked
    sites = [
        site for site in await site_store.lock_sites_of(session, locked.id) if not site.withdrawn_at
    ]
    after = {site.id: granted_site(site, tools, now) for site in sites}
    flows = await flow_store.flows_of_sites(session, after.keys())
    seen = {id_: flow for id_, flow in flows.items() if not flow.withdrawn_at}
    await change_flows(session, after, FlowWork(seen, anyway=frozenset(seen)), now)
    await site_store.save_sites(session, after.values())
    await publish_sites(session, [(site, after[site.id]) for site in sites], now)
    organisation = replace(locked, tools=tools, version=locked.version + 1, updated_at=now)
    await store.save_organisation(session, organisation)
    return organisation


def ensure_may_grant(principal: Principal) -> None:
    """A tool does not hand out what it was granted."""
    if principal.role == "tool":
        raise forbidden("grants are given by the company, its animator or the operator")


async def _check(session: WriteSession, declared: OrganisationDraft) -> None:
    faults = []
    if declared.siren is not None:
        fault = siren_fault("siren", declared.siren)
        faults += [fault] if fault else []
    if await kind_of(session, declared.territory) != "epci":
        faults.append(unknown_territory("territory", declared.territory))
    if faults:
        raise Faulty(*faults)


def unknown_territory(field: str, value: str) -> Fault:
    return Fault(
        field,
        value,
        "is not a territory known here",
        "the SIREN of an EPCI that the operator has declared",
    )


def _foreign_territory(value: str) -> Fault:
    return Fault("territory", value, "is not one of your territories", "a territory of yours")


async def _contacts_differ(
    session: WriteSession, organisation: UUID, declared: Sequence[ContactDraft]
) -> bool:
    known = (await store.contacts_of(session, [organisation])).get(organisation, [])
    before = {(c.name, c.email, c.phone, c.language, c.role) for c in known}
    return before != {(c.name, c.email, c.phone, c.language, c.role) for c in declared}


async def _save_contacts(
    session: WriteSession,
    organisation: UUID,
    declared: Sequence[ContactDraft],
    new_id: Callable[[], UUID],
) -> None:
    """A contact keeps its id for as long as it keeps its address."""
    known = (await store.contacts_of(session, [organisation])).get(organisation, [])
    ids = {contact.email.lower(): contact.id for contact in known}
    contacts = [
        Contact(ids.get(c.email.lower()) or new_id(), c.name, c.email, c.phone, c.language, c.role)
        for c in declared
    ]
    await store.save_contacts(session, organisation, contacts)
