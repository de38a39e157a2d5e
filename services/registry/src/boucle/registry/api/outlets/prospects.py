"""``/v1/prospects``: who might be asked to join, for a flow that nobody registered can serve."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from boucle.catalogue import Catalogue
from boucle.contract.sandboxes import sandbox_of
from boucle.platform.db import ReadSession, WriteSession
from boucle.platform.errors import Faulty, not_found
from boucle.platform.http import AnyOf, GuardedRouter, Page, Paging, Siren, page_of
from boucle.platform.identity import Principal
from boucle.registry.api.dependencies import Staff, TheRegistry, write
from boucle.registry.api.schemas.outlets.prospects import (
    MarkedProspectOut,
    MarkIn,
    ProspectOut,
    ProspectsOut,
)
from boucle.registry.api.schemas.parties.sites import NafOut
from boucle.registry.declarations.kinds import FLOWS
from boucle.registry.declarations.lives.use_cases import why_passed_over
from boucle.registry.declarations.parties.sites import readable_site
from boucle.registry.declarations.writing import readable
from boucle.registry.domain.codes import nace_of, siret_fault
from boucle.registry.domain.entities import Flow, Site
from boucle.registry.outlets.prospects.marks import (
    Mark,
    MarkedProspect,
    ProspectState,
    list_marked,
    mark,
    marks_of,
)
from boucle.registry.outlets.prospects.store import Prospect, last_import, prospects_near
from boucle.registry.outlets.prospects.use_cases import wanted_for
from boucle.registry.outlets.questions import GeoPosition
from boucle.registry.territories.store import kind_of

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
        sirets = [each.establishment.siret for each in found]
        marks = await marks_of(session, site.draft.territory, sirets)
        imported_at = await last_import(session)
    items = [_shown(each, marks.get(each.establishment.siret, Mark()), catalogue) for each in found]
    return ProspectsOut(items=items, passed_over=why, imported_at=imported_at)


@router.get("/v1/prospects/marked")
async def list_marked_prospects(
    principal: Staff,
    registry: TheRegistry,
    paging: Paging,
    territory: Annotated[Siren, Query(description="A territory of yours: its SIREN.")],
    state: AnyOf[ProspectState] = None,
) -> Page[MarkedProspectOut]:
    """Establishments that animators of this territory marked, in order of change."""
    _ensure_animates(principal, territory)
    async with registry.database.read() as session:
        rows = await list_marked(session, territory, state, paging)
    return page_of(rows, paging, place=lambda each: (each.at, each.siret), show=_marked)


@router.put("/v1/prospects/{siret}")
async def mark_prospect(
    siret: str, body: MarkIn, principal: Staff, registry: TheRegistry
) -> MarkedProspectOut:
    """Mark an establishment for a territory of yours: to call, called, joined or declined, with a
    note. It replaces the mark before."""
    _ensure_animates(principal, body.territory)
    fault = siret_fault("path.siret", siret)
    if fault is not None:
        raise Faulty(fault)

    async def work(session: WriteSession) -> MarkedProspect:
        if await kind_of(session, body.territory) is None:
            raise not_found("territory", body.territory)
        by, now = principal.client_id, registry.clock()
        return await mark(session, body.territory, siret, body.state, body.note, by, now)

    return _marked(await write(registry, work))


def _ensure_animates(principal: Principal, territory: str) -> None:
    if principal.role == "animator" and territory not in principal.territories:
        raise not_found("territory", territory)


def _marked(found: MarkedProspect) -> MarkedProspectOut:
    return MarkedProspectOut.of(found)


async def _found(
    session: ReadSession, flow: Flow, site: Site, catalogue: Catalogue, limit: int
) -> list[Prospect]:
    wanted = wanted_for(flow, nace_of(site.draft.naf, catalogue), catalogue)
    place = GeoPosition(site.draft.latitude, site.draft.longitude)
    sandbox = sandbox_of(site.draft.territory)
    return await prospects_near(session, wanted, place, limit, sandbox=sandbox)


def _shown(found: Prospect, marked: Mark, catalogue: Catalogue) -> ProspectOut:
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
        state=marked.state,
        note=marked.note,
        distance_km=f"{found.km:.1f}",
        score=round(found.score, 4),
    )
