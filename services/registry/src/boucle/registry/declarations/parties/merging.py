"""Make one organisation of two, at the word of people; requests to join are decided so too."""

from collections.abc import Sequence
from uuid import UUID

from boucle.platform.db import WriteSession
from boucle.platform.errors import Faulty, conflict, not_found
from boucle.platform.identity import Principal
from boucle.platform.translating import tr
from boucle.registry.declarations.parties.company_principals import take_what_was_given
from boucle.registry.declarations.parties.organisations import readable_organisation
from boucle.registry.declarations.parties.verifying import ensure_may_decide, ensure_present, refuse
from boucle.registry.declarations.site_changes import change_sites
from boucle.registry.domain.entities import Organisation, Site
from boucle.registry.parties.calls.store import move_calls
from boucle.registry.parties.organisations import history, source_ids, store
from boucle.registry.parties.organisations.merging import (
    Twin,
    foreign_tools,
    merged,
    twins,
    why_not_one,
)
from boucle.registry.parties.organisations.verification import Voucher, foreign_siret, recorded
from boucle.registry.parties.sites.decisions import following_site, withdrawn_site
from boucle.registry.parties.sites.store import lock_sites_of


async def merge(
    session: WriteSession,
    id_: UUID,
    into: UUID,
    letting: Sequence[str],
    principal: Principal,
    voucher: Voucher,
) -> Organisation:
    """The organisation that stays. No tool of the other one acts for it but those of ``letting``.
    Done again, it changes nothing more. Raises Conflict where their data contradict each other,
    Forbidden where one is not the caller's to decide, Faulty."""
    for each in (id_, into):
        ensure_may_decide(principal, await readable_organisation(session, each, principal))
    return (await _merged(session, id_, into, letting, voucher))[1]


async def _merged(
    session: WriteSession, id_: UUID, into: UUID, letting: Sequence[str], voucher: Voucher
) -> tuple[Organisation, Organisation]:
    """The one that is gone and the one that stays."""
    both = await store.lock_organisations(session, {id_, into})
    one, other = both[id_], both[into]
    if one.merged_into == other.id:
        return one, other
    ensure_present(one)
    ensure_present(other)
    contradiction = why_not_one(one, other)
    if contradiction:
        raise conflict(contradiction)
    foreign = foreign_tools(one, letting)
    if foreign:
        raise Faulty(*foreign)
    gone, stays = merged(one, other, voucher.now, letting)
    sites = await lock_sites_of(session, one.id, other.id)
    fault = foreign_siret(stays, sites)
    if fault:
        raise conflict(
            tr(
                "the SIREN {value} {message}: expected {expected}",
                value=fault.value,
                message=fault.message,
                expected=fault.expected,
            )
        )
    same = twins(sites, other)
    after = {site.id: _site_after(site, stays, same, voucher) for site in sites}
    moved = {twin.gone: twin.stays for twin in same}
    await change_sites(session, sites, after, moved, voucher.now)
    for entity, to in ((one.id, other.id), *moved.items()):
        await source_ids.move(session, entity, to)
    await move_calls(session, gone.id, stays.id)
    for organisation, with_whom in ((gone, other.id), (stays, one.id)):
        await store.save_organisation(session, organisation)
        seen = Voucher(
            voucher.client_id, voucher.role, voucher.now, None, f"with organisation {with_whom}"
        )
        await history.add(session, recorded(organisation, "merged", seen, voucher.now))
    await take_what_was_given(session, gone, voucher.now)
    return gone, stays


def _site_after(site: Site, stays: Organisation, same: list[Twin], voucher: Voucher) -> Site:
    if any(twin.gone == site.id for twin in same):
        return withdrawn_site(site, voucher.now)
    direct = any(twin.stays == site.id and twin.direct for twin in same)
    return following_site(site, stays, voucher.now, direct=direct)


async def confirm_join(
    session: WriteSession, id_: UUID, letting: Sequence[str], principal: Principal, voucher: Voucher
) -> tuple[Organisation, Organisation]:
    """Both, after: the company, its animator or the operator says that the claim is its own, and
    which of its tools may act for the company."""
    claim, into = await _requested(session, id_, principal)
    if claim.state == "refused":
        raise conflict("it was refused: the animator of its territory may still merge it")
    return await _merged(session, claim.id, into.id, letting, voucher)


async def refuse_join(
    session: WriteSession, id_: UUID, principal: Principal, voucher: Voucher
) -> tuple[Organisation, Organisation]:
    """Both, after: it is not the same company."""
    claim, into = await _requested(session, id_, principal)
    locked = await store.lock_organisation(session, claim.id)
    if locked is None or locked.merged_into:
        raise conflict("it was confirmed before: split the organisation to undo it")
    if locked.state == "verified":
        raise conflict("it was verified meanwhile: ask the animator of its territory")
    return await refuse(session, locked, voucher), into


async def _requested(
    session: WriteSession, id_: UUID, principal: Principal
) -> tuple[Organisation, Organisation]:
    """The claim and the verified organisation on which it is, if that is the caller's; else there
    is no such request."""
    claim = await store.find_organisation(session, id_)
    into = None
    if claim is not None and claim.merged_into:
        into = await store.find_organisation(session, claim.merged_into)
    elif claim is not None and claim.siren and not claim.withdrawn_at:
        into = await store.find_verified(session, claim.siren, claim.territory)
    if claim is None or into is None or into.id == claim.id or not _is_own(principal, into):
        raise not_found("join request", id_)
    return claim, into


def _is_own(principal: Principal, organisation: Organisation) -> bool:
    match principal.role:
        case "operator":
            return True
        case "animator":
            return organisation.territory in principal.territories
        case "company":
            return organisation.id in principal.organisations
        case _:
            return False
