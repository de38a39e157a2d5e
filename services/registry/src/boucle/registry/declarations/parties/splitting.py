"""Make two organisations of one that was two companies."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from boucle.platform.db import WriteSession
from boucle.platform.errors import Fault, Faulty
from boucle.registry.declarations.parties.company_principals import take_what_was_given
from boucle.registry.declarations.parties.organisations import is_taken
from boucle.registry.declarations.site_changes import change_sites
from boucle.registry.domain.codes import siren_fault
from boucle.registry.domain.entities import Organisation, Site
from boucle.registry.parties.organisations import history, source_ids, store
from boucle.registry.parties.organisations.verification import (
    Voucher,
    foreign_siret,
    recorded,
    taken_siren,
)
from boucle.registry.parties.sites.decisions import following_site
from boucle.registry.parties.sites.store import lock_sites_of


@dataclass(frozen=True, slots=True)
class SplitPart:
    """What becomes an organisation of its own."""

    sites: Sequence[UUID]
    name: str
    siren: str | None


async def split(
    session: WriteSession, id_: UUID, locked: Organisation, part: SplitPart, voucher: Voucher
) -> Organisation:
    """The new organisation, verified, with the id given. Tools that declared something of its sites
    may act for it; those that declared nothing else lose the other, with the principals that they
    gave it, and their names for it go along. It has no contacts yet. Raises Faulty."""
    sites = await lock_sites_of(session, locked.id)
    present = {site.id for site in sites if not site.withdrawn_at}
    await _check(session, id_, part, present, locked.territory)
    moving, staying = set(part.sites), present - set(part.sites)
    theirs = await source_ids.declarers_of(session, moving)
    others = await source_ids.declarers_of(session, staying)
    leaving = theirs - others
    new = _new(id_, locked, part, [one.client_id for one in theirs], voucher)
    left = replace(
        locked,
        tools=tuple(sorted(set(locked.tools) - {one.client_id for one in leaving})),
        version=locked.version + 1,
        updated_at=voucher.now,
    )
    fault = foreign_siret(new, [site for site in sites if site.id in moving])
    if fault:
        raise Faulty(fault)
    await store.save_organisation(session, new)
    await store.save_organisation(session, left)
    await change_sites(session, sites, _after(sites, moving, new, left, voucher), {}, voucher.now)
    for one in leaving:
        await source_ids.move_of_source(session, one.source, locked.id, new.id)
        await take_what_was_given(session, left, voucher.now, by=one.client_id)
    await history.add(session, recorded(new, "split", voucher, voucher.now))
    return new


def _after(
    sites: Sequence[Site],
    moving: set[UUID],
    new: Organisation,
    left: Organisation,
    voucher: Voucher,
) -> dict[UUID, Site]:
    homes = {site.id: new if site.id in moving else left for site in sites}
    return {site.id: following_site(site, homes[site.id], voucher.now) for site in sites}


def _new(
    id_: UUID, locked: Organisation, part: SplitPart, declarers: Sequence[str], voucher: Voucher
) -> Organisation:
    return Organisation(
        id=id_,
        name=part.name,
        siren=part.siren,
        territory=locked.territory,
        example=locked.example,
        tools=tuple(sorted(set(declarers) & set(locked.tools))),
        direct=True,  # so that no tool's snapshot withdraws what an animator made
        state="verified",
        version=1,
        declared_at=voucher.now,
        updated_at=voucher.now,
    )


async def _check(
    session: WriteSession, id_: UUID, part: SplitPart, present: set[UUID], territory: str
) -> None:
    faults = [
        Fault(
            f"sites[{index}]",
            str(site),
            "is not a present site of this organisation",
            "the id of one of its sites",
        )
        for index, site in enumerate(part.sites)
        if site not in present
    ]
    wrong = siren_fault("siren", part.siren) if part.siren is not None else None
    if wrong is None and await is_taken(session, part.siren, id_, territory):
        wrong = taken_siren(part.siren)
    faults += [wrong] if wrong else []
    if faults:
        raise Faulty(*faults)
