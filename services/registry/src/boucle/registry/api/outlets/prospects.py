"""``/v1/prospects``: who might be asked to join, for a flow that nobody registered can serve."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from boucle.catalogue import Catalogue
from boucle.contract.sandboxes import sandbox_of
from boucle.platform.db import ReadSession
from boucle.platform.http import GuardedRouter
from boucle.registry.api.dependencies import Staff, TheRegistry
from boucle.registry.api.schemas.outlets.prospects import ProspectOut, ProspectsOut
from boucle.registry.api.schemas.parties.sites import NafOut
from boucle.registry.declarations.kinds import FLOWS
from boucle.registry.declarations.lives.use_cases import why_passed_over
from boucle.registry.declarations.parties.sites import readable_site
from boucle.registry.declarations.writing import readable
from boucle.registry.domain.codes import nace_of
from boucle.registry.domain.entities import Flow, Site
from boucle.registry.outlets.prospects.store import Prospect, last_import, prospects_near
from boucle.registry.outlets.prospects.use_cases import wanted_for
from boucle.registry.outlets.questions import GeoPosition

router = GuardedRouter(tags=["prospects"])


@router.get("/v1/prospects")
async def find_prospects(
    principal: Staff,
    registry: TheRegistry,
    flow_id: Annotated[UUID, Query(description="A flow of your territory.")],
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> ProspectsOut:
    """Unregistered establishments of the activities that could serve this flow, within reach.
    Nobody writes to them: an animator decides whom to call. None for a flow that looks for nobody:
    ``passed_over`` says why."""
    catalogue = registry.catalogue
    async with registry.database.read() as session:
        flow = await readable(session, FLOWS, flow_id, principal)
        site = await readable_site(session, flow.site_id, principal)
        why = await why_passed_over(session, flow, catalogue)
        found = [] if why else await _found(session, flow, site, catalogue, limit)
        imported_at = await last_import(session)
    items = [_shown(each, catalogue) for each in found]
    return ProspectsOut(items=items, passed_over=why, imported_at=imported_at)


async def _found(
    session: ReadSession, flow: Flow, site: Site, catalogue: Catalogue, limit: int
) -> list[Prospect]:
    wanted = wanted_for(flow, nace_of(site.draft.naf, catalogue), catalogue)
    place = GeoPosition(site.draft.latitude, site.draft.longitude)
    sandbox = sandbox_of(site.draft.territory)
    return await prospects_near(session, wanted, place, limit, sandbox=sandbox)


def _shown(found: Prospect, catalogue: Catalogue) -> ProspectOut:
    establishment = found.establishment
    division = catalogue.division(establishment.naf[:2])
    return ProspectOut(
        siret=establishment.siret,
        name=establishment.name,
        naf=NafOut(code=establishment.naf, version="NAF rév. 2"),
        division_fr=division.label_fr,
        division_en=division.label_en,
        commune=establishment.commune,
        commune_code=establishment.commune_code,
        employees=establishment.employees,
        latitude=establishment.latitude,
        longitude=establishment.longitude,
        distance_km=f"{found.km:.1f}",
        score=round(found.score, 4),
    )
