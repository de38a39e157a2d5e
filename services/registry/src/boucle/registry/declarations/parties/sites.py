"""Declare, revise and withdraw sites; what is declared there follows in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.catalogue import Catalogue
from boucle.contract.sandboxes import sandbox_of
from boucle.platform.db import Session, WriteSession
from boucle.platform.errors import Fault, Faulty, not_found
from boucle.platform.identity import Principal, may_access
from boucle.platform.translating import tr
from boucle.registry.declarations.boundaries import sandbox_fault
from boucle.registry.declarations.movements import store as movement_store
from boucle.registry.declarations.movements.decisions import site_moved
from boucle.registry.declarations.parties import verifying
from boucle.registry.declarations.parties.organisations import owner_of, unknown_territory
from boucle.registry.declarations.site_changes import follow_site, publish_sites
from boucle.registry.declarations.writing import site_owner
from boucle.registry.domain.codes import (
    commune_fault,
    naf_doubts,
    naf_fault,
    normal_naf,
    siret_fault,
    treatments_faults,
)
from boucle.registry.domain.entities import DeclaredSite, Organisation, Site, SiteDraft
from boucle.registry.domain.values.areas import Box
from boucle.registry.parties.organisations import store as organisation_store
from boucle.registry.parties.organisations.verification import siret_doubt, site_claimed_again
from boucle.registry.parties.organisations.verification import siret_fault as siret_fault_of
from boucle.registry.parties.sites import store
from boucle.registry.parties.sites.decisions import declared_site, revised_site, tells_the_same
from boucle.registry.parties.sites.places import place_faults
from boucle.registry.reference.communes.decisions import (
    at_commune,
    doubts,
    doubts_in_sandbox,
    doubts_without_commune,
    territory_of,
)
from boucle.registry.reference.communes.store import (
    any_commune,
    centres_if_far,
    centres_of,
    find_commune,
)
from boucle.registry.tables.transaction import Restart
from boucle.registry.territories.store import kind_of

_ITS_ORGANISATIONS: Final = ""
"""A territory that its organisation says."""


@dataclass(frozen=True, slots=True)
class PlacedSite:
    """A site in its territory; ``doubts``: what is taken, but may be wrong."""

    draft: SiteDraft
    doubts: Sequence[Fault] = ()


def checked_site(
    declared: DeclaredSite, catalogue: Catalogue, served: Sequence[Box]
) -> DeclaredSite:
    """The same site, its activity spelt as its nomenclature does. Raises Faulty with every code
    that is wrong, and its place."""
    faults = list(treatments_faults("treatments", declared.treatments, catalogue))
    siret = siret_fault("siret", declared.siret) if declared.siret is not None else None
    naf = naf_fault("naf", declared.naf, catalogue) if declared.naf is not None else None
    code = declared.commune_code
    commune = commune_fault("commune_code", code) if code is not None else None
    faults += [fault for fault in (siret, naf, commune) if fault]
    faults += place_faults(declared, served)
    if faults:
        raise Faulty(*faults)
    return replace(declared, naf=normal_naf(declared.naf, catalogue))


async def placed_site(
    session: Session, declared: DeclaredSite, catalogue: Catalogue, *, sandboxed: bool
) -> PlacedSite:
    """The site in its territory, by its commune where that is known; in a sandbox, by what is
    declared, of its organisation where nothing is. Raises Faulty."""
    code = declared.commune_code
    found = await find_commune(session, code) if code else None
    if sandboxed:
        draft = at_commune(declared, found).within(declared.territory or _ITS_ORGANISATIONS)
        if found:
            far = doubts(draft, found.today)
        else:
            centres = await centres_if_far(session, draft.latitude, draft.longitude)
            far = doubts_in_sandbox(draft, centres)
        return PlacedSite(draft, [*naf_doubts("naf", declared.naf, catalogue), *far])
    any_known = found is not None or (code is not None and await any_commune(session))
    territory = territory_of(declared, found, any_known=any_known)
    draft = at_commune(declared, found).within(territory)
    if found:
        far = doubts(draft, found.today)
    else:
        centres = await centres_of(session, draft.territory)
        far = doubts_without_commune(draft, draft.territory, centres)
    return PlacedSite(draft, [*naf_doubts("naf", declared.naf, catalogue), *far])


async def site_doubts(
    session: Session, placed: PlacedSite, before: Site | None, after: Site
) -> list[Fault]:
    """What was taken of a site that was written, but may be wrong. ``before``: None of a new."""
    doubts = [*placed.doubts, *site_claimed_again(before, after)]
    if after.on_trial and after.draft.siret:  # of others nothing needs to be read
        organisation = await organisation_store.find_organisation(session, after.organisation_id)
        siret = organisation and siret_doubt(organisation, after.draft.siret)
        doubts += [siret] if siret else []
    return doubts


async def held_organisation(
    session: WriteSession, id_: UUID, principal: Principal, field: str, value: str
) -> Organisation:
    """The organisation a site is declared for, held. Raises Faulty unless it is the caller's."""
    organisation = await organisation_store.hold_organisation(session, id_)
    if organisation is not None and not organisation.withdrawn_at:
        owner = await owner_of(session, organisation, principal)
        if may_access(principal, owner):
            return organisation
    raise Faulty(
        Fault(
            field,
            value,
            "is not an organisation for which you may declare sites",
            "an organisation of yours that is not withdrawn",
        )
    )


async def declare_site(
    session: WriteSession,
    id_: UUID,
    organisation: Organisation,
    draft: SiteDraft,
    principal: Principal,
    now: datetime,
    *,
    direct: bool = True,
) -> Site:
    """A new site of a held organisation."""
    draft = _at_home(draft, organisation)
    await _check(session, None, organisation, draft)
    organisation = await verifying.at_site(session, organisation, None, draft, principal, now)
    site = declared_site(id_, organisation, draft, direct=direct, now=now)
    await store.save_sites(session, [site])
    await publish_sites(session, [(None, site)], now)
    return site


async def revise_site(
    session: WriteSession,
    locked: Site,
    organisation: Organisation,
    draft: SiteDraft,
    principal: Principal,
    now: datetime,
) -> Site:
    """A locked site as now declared, with what is declared there; the same object when nothing is
    new."""
    draft = _at_home(draft, organisation)
    if revised_site(locked, organisation, draft, now) is locked:
        return locked
    await _check(session, locked, organisation, draft)
    organisation = await verifying.at_site(session, organisation, locked, draft, principal, now)
    after = revised_site(locked, organisation, draft, now)
    await change_site(session, locked, after, now)
    return after


def _at_home(draft: SiteDraft, organisation: Organisation) -> SiteDraft:
    if draft.territory != _ITS_ORGANISATIONS:
        return draft
    return replace(draft, territory=organisation.territory)


async def change_site(session: WriteSession, before: Site, after: Site, now: datetime) -> None:
    """Save a locked site that changed; what is declared there says what it is now."""
    if not tells_the_same(before, after):
        await follow_site(session, after, now)
    await store.save_sites(session, [after])
    await publish_sites(session, [(before, after)], now)
    if site_moved(before, after):
        await movement_store.count(session, "site_moved", [after.id], now)


async def locked_site(
    session: WriteSession, id_: UUID, principal: Principal, based_on: int | None = None
) -> Site:
    """Raises Restart where it is not in the version ``based_on``, which was read before."""
    site = (await store.lock_sites(session, [id_])).get(id_)
    if site is None or not may_access(principal, site_owner(site)):
        raise not_found("site", id_)
    if based_on not in (None, site.version):
        raise Restart
    return site


async def readable_site(session: Session, id_: UUID, principal: Principal) -> Site:
    site = await store.find_site(session, id_)
    if site is None or not may_access(principal, site_owner(site)):
        raise not_found("site", id_)
    return site


async def _check(
    session: WriteSession, before: Site | None, organisation: Organisation, draft: SiteDraft
) -> None:
    faults = []
    moved = before is None or before.draft.territory != draft.territory
    outside = sandbox_fault("territory", draft.territory, sandbox_of(organisation.territory))
    if outside:
        faults.append(outside)
    elif moved and await kind_of(session, draft.territory) != "epci":
        faults.append(unknown_territory("territory", draft.territory))
    foreign = siret_fault_of(organisation, draft.siret)
    faults += [foreign] if foreign else []
    if draft.siret is not None:
        twin = await store.find_by_siret(session, organisation.id, draft.siret)
        if twin is not None and (before is None or twin.id != before.id):
            faults.append(
                Fault(
                    "siret",
                    draft.siret,
                    "is already the SIRET of another site of this organisation",
                    tr("another SIRET, or a change of site {id}", id=twin.id),
                )
            )
    if faults:
        raise Faulty(*faults)
