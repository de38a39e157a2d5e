"""``PATCH`` of sites: merged onto what is declared, then taken as a PUT."""

from typing import Final
from uuid import UUID

from fastapi import Response

from boucle.platform.db import WriteSession
from boucle.platform.http import GuardedRouter, MergePatch, OnVersion, Patch, patch_of, patched
from boucle.registry.api.dependencies import Party, TheRegistry, write
from boucle.registry.api.parties.sites import SiteChange, written_site
from boucle.registry.api.responses import written_answer
from boucle.registry.api.schemas.parties.sites import SitePut, SiteRevise, WrittenSiteOut
from boucle.registry.api.sources.by_name import Named
from boucle.registry.api.sources.sources import written_site_of_source
from boucle.registry.api.wire import declared_site
from boucle.registry.declarations.conditions import ensure_condition
from boucle.registry.declarations.parties.sites import checked_site, readable_site
from boucle.registry.declarations.present import name_in, site_as_sent
from boucle.registry.declarations.tools import sources

router = GuardedRouter()

_SITE: Final = {"name": "Scierie du Bocage", "address": None}


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
