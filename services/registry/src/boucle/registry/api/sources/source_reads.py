"""``/v1/sources/{source}``: one thing read by a tool's own id."""

from fastapi import Response
from fastapi.responses import RedirectResponse

from boucle.platform.db import ReadSession
from boucle.platform.http import GuardedRouter, Reading
from boucle.platform.identity import Principal
from boucle.registry.api.dependencies import Registry, TheRegistry, ToolOrOperator
from boucle.registry.api.parties.organisations import OfOrganisations, shown_whole
from boucle.registry.api.parties.sites import OfSites, with_organisations
from boucle.registry.api.responses import site_out
from boucle.registry.api.schemas.parties.organisations import OrganisationOut
from boucle.registry.api.schemas.sources.reads import SiteRead
from boucle.registry.api.source_ids import visible_source_ids
from boucle.registry.api.sources.by_name import Id, SourceInPath
from boucle.registry.declarations.kinds import FLOWS
from boucle.registry.declarations.parties.organisations import readable_organisation
from boucle.registry.declarations.parties.sites import readable_site
from boucle.registry.declarations.tools import sources
from boucle.registry.declarations.writing import readable
from boucle.registry.domain.entities import Flow

router = GuardedRouter(tags=["sources"], prefix="/v1/sources/{source}")


@router.get("/organisations/{external_id}", response_model=OrganisationOut)
async def get_organisation_of_source(
    source: SourceInPath,
    external_id: Id,
    principal: ToolOrOperator,
    registry: TheRegistry,
    reading: Reading,
    chosen: OfOrganisations,
) -> Response:
    """One organisation, by the tool's id."""
    async with registry.database.read() as session:
        await sources.ensure_readable_source(session, source, principal)
        id_ = await sources.named_entity(session, source, "organisation", external_id)
        organisation = await readable_organisation(session, id_, principal)
        shown = await shown_whole(session, principal, organisation)
    return chosen.one(shown, reading, organisation.version)


@router.get("/sites/{external_id}", response_model=SiteRead)
async def get_site_of_source(
    source: SourceInPath,
    external_id: Id,
    principal: ToolOrOperator,
    registry: TheRegistry,
    reading: Reading,
    chosen: OfSites,
) -> Response:
    """One site, by the tool's id."""
    async with registry.database.read() as session:
        await sources.ensure_readable_source(session, source, principal)
        id_ = await sources.named_entity(session, source, "site", external_id)
        site = await readable_site(session, id_, principal)
        names = await visible_source_ids(session, principal, [id_])
        shown = site_out(site, names.get(id_, ()))
        [shown] = await with_organisations(session, principal, [shown], chosen)
    return chosen.one(shown, reading, site.version)


@router.get("/flows/{external_id}/possibilities", status_code=307, response_class=RedirectResponse)
async def get_possibilities_of_source(
    source: SourceInPath, external_id: Id, principal: ToolOrOperator, registry: TheRegistry
) -> RedirectResponse:
    """Where the possibilities of this flow, as last written, are:
    ``/v1/flows/{flow_id}/possibilities``."""
    return await _of_flow(source, external_id, principal, registry, "possibilities")


@router.get("/flows/{external_id}/explain", status_code=307, response_class=RedirectResponse)
async def get_explanation_of_source(
    source: SourceInPath, external_id: Id, principal: ToolOrOperator, registry: TheRegistry
) -> RedirectResponse:
    """Where it is explained why this flow, as last written, has no more possibilities:
    ``/v1/flows/{flow_id}/explain``."""
    return await _of_flow(source, external_id, principal, registry, "explain")


async def _of_flow(
    source: str, external_id: str, principal: Principal, registry: Registry, what: str
) -> RedirectResponse:
    async with registry.database.read() as session:
        flow = await _flow_named(session, source, external_id, principal)
    address = f"/v1/flows/{flow.id}/{what}?version={flow.version}"
    return RedirectResponse(address, status_code=307)


async def _flow_named(
    session: ReadSession, source: str, external_id: str, principal: Principal
) -> Flow:
    await sources.ensure_readable_source(session, source, principal)
    named = await sources.named(session, FLOWS, source, external_id)
    return await readable(session, FLOWS, named.id, principal)
