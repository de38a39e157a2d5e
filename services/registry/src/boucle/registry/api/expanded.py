"""What ``expand=`` adds to an answer, as its caller may see it."""

from collections.abc import Collection, Sequence
from typing import TypeVar
from uuid import UUID

from boucle.platform.db import Session
from boucle.platform.http import Selection
from boucle.platform.identity import Principal
from boucle.registry.api.responses import organisation_out, site_out
from boucle.registry.api.schemas.declarations.flows import FlowOut
from boucle.registry.api.schemas.declarations.sharings import SharingOut
from boucle.registry.api.schemas.parties.organisations import OrganisationOut
from boucle.registry.api.schemas.parties.sites import SiteOut
from boucle.registry.api.source_ids import visible_source_ids
from boucle.registry.parties.organisations.store import visible_organisations
from boucle.registry.parties.sites.store import visible_sites

Shown = TypeVar("Shown", FlowOut, SharingOut)


async def sites_shown(
    session: Session, principal: Principal, ids: Collection[UUID]
) -> dict[UUID, SiteOut]:
    """Of these sites, those that the caller may see."""
    known = await visible_sites(session, principal, ids) if ids else {}
    names = await visible_source_ids(session, principal, known)
    return {id_: site_out(site, names.get(id_, ())) for id_, site in known.items()}


async def organisations_shown(
    session: Session, principal: Principal, ids: Collection[UUID]
) -> dict[UUID, OrganisationOut]:
    """Of these organisations, those that the caller may see; without their contacts."""
    known = await visible_organisations(session, principal, ids) if ids else {}
    names = await visible_source_ids(session, principal, known)
    return {id_: organisation_out(each, names.get(id_, ())) for id_, each in known.items()}


async def with_holders(
    session: Session,
    principal: Principal,
    shown: Sequence[Shown],
    chosen: Selection,
    read: type[Shown],
) -> list[Shown]:
    """Each with its site and its organisation, where they are asked for, as a ``read``:
    ``FlowRead``, ``SharingRead``."""
    if not chosen.expanded:
        return list(shown)
    at, of = "site" in chosen.expanded, "organisation" in chosen.expanded
    sites = await sites_shown(session, principal, {one.site_id for one in shown if at})
    holders = {one.organisation_id for one in shown if of}
    organisations = await organisations_shown(session, principal, holders)
    return [
        read.model_construct(
            **dict(one),
            site=sites.get(one.site_id),
            organisation=organisations.get(one.organisation_id),
        )
        for one in shown
    ]
