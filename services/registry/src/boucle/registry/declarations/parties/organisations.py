"""Declare, revise, withdraw organisations; who may reach one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from msgspec import UNSET, UnsetType

from boucle.contract.persons import PersonKey
from boucle.contract.sandboxes import sandbox_of
from boucle.platform.db import Session, WriteSession
from boucle.platform.errors import Fault, Faulty, NotFound, conflict, not_found
from boucle.platform.identity import Owner, Principal, may_access
from boucle.platform.translating import tr
from boucle.registry.declarations.boundaries import home_of, sandbox_fault
from boucle.registry.declarations.parties.contacts import ContactDraft, Declaring, declare_contacts
from boucle.registry.declarations.site_changes import follow, withdraw_sites
from boucle.registry.domain.codes import siren_fault
from boucle.registry.domain.entities import Organisation
from boucle.registry.identity.store import find_client
from boucle.registry.parties.organisations import history, source_ids, store
from boucle.registry.parties.organisations.erased import texts_by_tool
from boucle.registry.parties.organisations.verification import (
    How,
    Voucher,
    declared_state,
    foreign_siret,
    moved_state,
    recorded,
    revised_state,
    vouching,
)
from boucle.registry.parties.sites import store as site_store
from boucle.registry.parties.sites.decisions import revised_organisation
from boucle.registry.territories.store import kind_of


@dataclass(frozen=True, slots=True)
class OrganisationDraft:
    """What is left out (UNSET) is kept as it is: others may have said it. ``evidence``: by what a
    caller that verifies knows that it is this company."""

    name: str
    territory: str
    siren: str | UnsetType | None = UNSET
    example: bool | UnsetType = UNSET
    contacts: tuple[ContactDraft, ...] | UnsetType | None = UNSET
    evidence: str | None = None


T = TypeVar("T")


def _said(value: T | UnsetType, before: T) -> T:
    return before if isinstance(value, UnsetType) else value


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
    if may_access(principal, await owner_of(session, organisation, principal)):
        return organisation
    remaining = await _remaining(session, organisation)
    if not may_access(principal, await owner_of(session, remaining, principal)):
        raise not_found("organisation", id_)
    raise NotFound(
        tr("it was merged into organisation {merged_into}: see that one", merged_into=remaining.id)
    )


async def _remaining(session: Session, organisation: Organisation) -> Organisation:
    """Follow merges to the one that is left."""
    while organisation.merged_into is not None:
        after = await store.find_organisation(session, organisation.merged_into)
        if after is None:
            break
        organisation = after
    return organisation


async def declare_organisation(
    session: WriteSession,
    id_: UUID,
    declared: OrganisationDraft,
    principal: Principal,
    now: datetime,
    *,
    new_id: Callable[[], UUID],
    persons: PersonKey,
    direct: bool = True,
) -> Organisation:
    """A new organisation; a tool that declares one may act for it. It is verified at once if the
    caller vouches for it and its SIREN is no verified one's."""
    siren = _said(declared.siren, None)
    evidence = await _evidence(session, declared, principal, persons, id_)
    home = home_of(principal) if principal.role == "tool" else sandbox_of(declared.territory)
    await _check(session, siren, declared.territory, home)
    _ensure_own_territory(principal, declared.territory)
    voucher = await voucher_in(session, principal, declared.territory, evidence, now)
    taken = await is_taken(session, siren, id_, declared.territory)
    state, how = declared_state(voucher, taken=taken)
    organisation = Organisation(
        id=id_,
        name=declared.name,
        siren=siren,
        territory=declared.territory,
        example=_said(declared.example, False),
        tools=(principal.client_id,) if principal.role == "tool" else (),
        direct=direct,
        state=state,
        version=1,
        declared_at=now,
        updated_at=now,
    )
    await store.save_organisation(session, organisation)
    await history.add(session, recorded(organisation, how, voucher, now))
    contacts: tuple[ContactDraft, ...] | None = _said(declared.contacts, None)
    declaring = Declaring(new_id, persons, now, by_tool=principal.role == "tool")
    await declare_contacts(session, id_, contacts or (), declaring)
    return organisation


async def revise_organisation(
    session: WriteSession,
    locked: Organisation,
    declared: OrganisationDraft,
    principal: Principal,
    now: datetime,
    *,
    new_id: Callable[[], UUID],
    persons: PersonKey,
) -> Organisation:
    """The organisation as now declared; unchanged (same version) when nothing is new. Raises Faulty
    where it is verified and nobody vouches for its new SIREN."""
    siren = _said(declared.siren, locked.siren)
    evidence = await _evidence(session, declared, principal, persons, locked.id)
    await _check(session, siren, declared.territory, sandbox_of(locked.territory))
    if locked.merged_into:
        raise conflict(
            tr(
                "it was merged: declare organisation {merged_into} instead",
                merged_into=locked.merged_into,
            )
        )
    if declared.territory != locked.territory:
        _ensure_own_territory(principal, declared.territory)
    voucher = await voucher_in(session, principal, locked.territory, evidence, now)
    there = await voucher_in(session, principal, declared.territory, evidence, now)
    taken = await is_taken(session, siren, locked.id, locked.territory)
    said = revised_state(locked, siren, voucher, taken=taken)
    state, how = moved_state(locked, declared.territory, said, there)
    after = replace(
        locked,
        name=declared.name,
        siren=siren,
        territory=declared.territory,
        example=_said(declared.example, locked.example),
        state=state,
    )
    after = revised_organisation(locked, after, now)
    if not isinstance(declared.contacts, UnsetType):
        declaring = Declaring(new_id, persons, now, by_tool=principal.role == "tool")
        changed = await declare_contacts(session, locked.id, declared.contacts or (), declaring)
        if changed and after is locked:
            after = replace(locked, version=locked.version + 1, updated_at=now)
    if after is not locked:
        await store.save_organisation(session, after)
    if how is not None:
        await _record(session, after, how, voucher)
    return after


async def _record(
    session: WriteSession, organisation: Organisation, how: How, voucher: Voucher
) -> None:
    """Keep the state or the SIREN that it got; its sites follow."""
    sites = await site_store.lock_sites_of(session, organisation.id)
    foreign = foreign_siret(organisation, sites)
    if foreign:
        raise Faulty(foreign)
    await follow(session, organisation, sites, voucher.now)
    await history.add(session, recorded(organisation, how, voucher, voucher.now))


async def _evidence(
    session: Session,
    declared: OrganisationDraft,
    principal: Principal,
    persons: PersonKey,
    organisation: UUID,
) -> str | None:
    """As it was sent; of a tool, without who was erased."""
    said = declared.evidence
    if said is None or principal.role != "tool":
        return said
    left: str = (await texts_by_tool(session, persons)).without(said, organisation)
    return left


async def voucher_in(
    session: Session, principal: Principal, territory: str, evidence: str | None, now: datetime
) -> Voucher:
    """By which right the caller vouches for what it declares in this territory, if by any."""
    client = await find_client(session, principal.client_id) if principal.role == "tool" else None
    verifies = client is not None and client.verifies
    return vouching(principal, territory, now, verifies=verifies, evidence=evidence)


async def is_taken(session: Session, siren: str | None, id_: UUID, territory: str) -> bool:
    """Whether another organisation is the verified one of this SIREN, in the sandbox that this
    territory is in, or outside all."""
    known = None if siren is None else await store.find_verified(session, siren, territory)
    return known is not None and known.id != id_


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


async def _check(session: WriteSession, siren: str | None, territory: str, home: str) -> None:
    faults = []
    outside = sandbox_fault("territory", territory, home)
    if siren is not None:
        fault = siren_fault("siren", siren)
        faults += [fault] if fault else []
    if outside:
        faults.append(outside)
    elif await kind_of(session, territory) != "epci":
        faults.append(unknown_territory("territory", territory))
    if faults:
        raise Faulty(*faults)


def unknown_territory(field: str, value: str) -> Fault:
    return Fault(
        field,
        value,
        "is not a territory known here",
        "the SIREN of an EPCI that the operator has declared",
    )


def _ensure_own_territory(principal: Principal, territory: str) -> None:
    """An animator declares in its own territories only."""
    if principal.role == "animator" and territory not in principal.territories:
        raise Faulty(
            Fault("territory", territory, "is not one of your territories", "a territory of yours")
        )
