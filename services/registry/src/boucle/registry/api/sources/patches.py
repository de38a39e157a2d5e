"""``PATCH`` of organisations and sites: merged onto what is declared, then taken as a PUT."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from fastapi import Response

from boucle.platform.db import WriteSession
from boucle.platform.http import GuardedRouter, MergePatch, OnVersion, Patch, patch_of, patched
from boucle.registry.api.dependencies import Party, TheRegistry, write
from boucle.registry.api.parties.organisations import revised_whole
from boucle.registry.api.parties.sites import SiteChange, written_site
from boucle.registry.api.responses import written_answer
from boucle.registry.api.schemas.parties.organisations import OrganisationOut, OrganisationRevise
from boucle.registry.api.schemas.parties.sites import SitePut, SiteRevise, WrittenSiteOut
from boucle.registry.api.sources.by_name import Named
from boucle.registry.api.sources.sources import written_site_of_source
from boucle.registry.api.wire import declared_organisation, declared_site
from boucle.registry.declarations.conditions import ensure_condition
from boucle.registry.declarations.parties.organisations import (
    OrganisationDraft,
    locked_organisation,
)
from boucle.registry.declarations.parties.sites import checked_site, readable_site
from boucle.registry.declarations.present import ensure_present, name_in, site_as_sent
from boucle.registry.declarations.tools import sources
from boucle.registry.domain.entities import Organisation

router = GuardedRouter()
_NOTHING: Final[Mapping[str, Any]] = {"siren": None, "example": False, "contacts": ()}
"""What null makes of an organisation's fields that a PUT may leave out."""

_ORGANISATION: Final = {"contacts": [{"email": "zoe@scierie.example"}], "siren": None}
_SITE: Final = {"name": "Scierie du Bocage", "address": None}


@router.patch(
    "/v1/organisations/{organisation_id}",
    tags=["organisations"],
    openapi_extra=patch_of(OrganisationRevise, _ORGANISATION),
)
async def patch_organisation(
    organisation_id: UUID,
    principal: Party,
    patch: MergePatch,
    registry: TheRegistry,
    response: Response,
    condition: OnVersion,
) -> OrganisationOut:
    """Change some fields (RFC 7396): the rest stays. ``contacts`` given replace those known."""

    async def work(session: WriteSession) -> OrganisationOut:
        locked = await locked_organisation(session, organisation_id, principal)
        await ensure_condition(session, condition, principal, locked)
        changed = _changed(locked, patch)
        return await revised_whole(session, registry, principal, locked, changed)

    return written_answer(response, await write(registry, work))


@router.patch(
    "/v1/sources/{source}/organisations/{external_id}",
    tags=["sources"],
    openapi_extra=patch_of(OrganisationRevise, _ORGANISATION),
)
async def patch_organisation_of_source(
    naming: Named,
    patch: MergePatch,
    registry: TheRegistry,
    response: Response,
    condition: OnVersion,
) -> OrganisationOut:
    """Change some fields of an organisation, by the tool's id, as
    ``PATCH /v1/organisations/{organisation_id}`` does."""

    async def work(session: WriteSession) -> OrganisationOut:
        await sources.ensure_own_source(session, naming.source, naming.principal)
        id_ = await sources.named_entity(
            session, naming.source, "organisation", naming.external_id, condition
        )
        locked = await locked_organisation(session, id_, naming.principal)
        await ensure_condition(session, condition, naming.principal, locked)
        changed = _changed(locked, patch)
        return await revised_whole(session, registry, naming.principal, locked, changed)

    return written_answer(response, await write(registry, work))


def _changed(locked: Organisation, patch: Patch) -> OrganisationDraft:
    """What the patch leaves out is left out here, too: that stays. Raises Conflict, Invalid."""
    ensure_present(locked)
    present = {"name": locked.name, "territory": locked.territory}
    declared = declared_organisation(patched(OrganisationRevise, present, patch))
    erased = {name for name, value in patch.items() if value is None}
    return replace(declared, **{name: _NOTHING[name] for name in erased & _NOTHING.keys()})


@router.patch("/v1/sites/{site_id}", tags=["sites"], openapi_extra=patch_of(SiteRevise, _SITE))
async def patch_site(
    site_id: UUID,
    principal: Party,
    patch: MergePatch,
    registry: TheRegistry,
    response: Response,
    condition: OnVersion,
) -> WrittenSiteOut:
    """Change some fields (RFC 7396): merged onto the site as it was declared, then taken as a PUT
    of the whole; its flows follow."""

    async def work(session: WriteSession) -> WrittenSiteOut:
        seen = await readable_site(session, site_id, principal)
        await ensure_condition(session, condition, principal, seen)
        named = {"organisation_id": str(seen.organisation_id)}
        present = {**await site_as_sent(session, seen, moves=_moves(patch)), **named}
        body = patched(SiteRevise, present, patch)
        declared = checked_site(declared_site(body), registry.catalogue, registry.served_area)
        return await written_site(
            session,
            registry,
            principal,
            SiteChange(site_id, condition, seen.version),
            body,
            declared,
        )

    return written_answer(response, await write(registry, work))


@router.patch(
    "/v1/sources/{source}/sites/{external_id}",
    tags=["sources"],
    openapi_extra=patch_of(SitePut, _SITE),
)
async def patch_site_of_source(
    naming: Named,
    patch: MergePatch,
    registry: TheRegistry,
    response: Response,
    condition: OnVersion,
) -> WrittenSiteOut:
    """Change some fields of a site, by the tool's id, as ``PATCH /v1/sites/{site_id}`` does."""

    async def work(session: WriteSession) -> WrittenSiteOut:
        await sources.ensure_own_source(session, naming.source, naming.principal)
        id_ = await sources.named_entity(
            session, naming.source, "site", naming.external_id, condition
        )
        seen = await readable_site(session, id_, naming.principal)
        await ensure_condition(session, condition, naming.principal, seen)
        present = await site_as_sent(session, seen, moves=_moves(patch))
        held = await name_in(session, naming.source, seen.organisation_id)
        body = patched(SitePut, present | ({"organisation": held} if held else {}), patch)
        declared = checked_site(declared_site(body), registry.catalogue, registry.served_area)
        shown, _ = await written_site_of_source(
            session, registry, naming, body, declared, based_on=seen.version
        )
        return shown

    return written_answer(response, await write(registry, work))


def _moves(patch: Patch) -> bool:
    return patch.get("commune_code") is not None
