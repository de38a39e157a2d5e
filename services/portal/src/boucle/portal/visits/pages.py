"""``/visites/…``: what an animator enters of a company, one thing after the other."""

import asyncio
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Request
from fastapi.responses import Response

from boucle.pages.forms import MAX_FORM, Form
from boucle.pages.rendering import see_other
from boucle.pages.routes import form_of
from boucle.platform.http import GuardedRouter, public
from boucle.portal import figures
from boucle.portal.answers import said_of
from boucle.portal.api import ApiProblem
from boucle.portal.companies.shapes import FlowPage
from boucle.portal.own_company import entries
from boucle.portal.own_company.changing import understood_of
from boucle.portal.own_company.flow_forms import UNITS, choice_of
from boucle.portal.own_company.shapes import SharingLines, Understood
from boucle.portal.pages import Animator, PortalRoute, labels_of, page
from boucle.portal.people import PortalPerson
from boucle.portal.visits.companies import ALL, visited

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)


@router.get("/visites/{organisation_id}")
@public
async def show_visit(
    request: Request,
    organisation_id: UUID,
    person: Animator,
    saved: Annotated[UUID | None, Query(alias="saisi")] = None,
    site: UUID | None = None,
) -> Response:
    typed = {"site": str(site or "")}
    return await _visit(request, person, organisation_id, typed, Understood(), (), saved)


async def _visit(
    request: Request,
    person: PortalPerson,
    organisation_id: UUID,
    form: Form,
    found: Understood,
    faults: tuple[str, ...],
    saved: UUID | None = None,
) -> Response:
    """Show the form with what was typed, and what was entered before, the last first."""
    api = person.api
    of: dict[str, str | int] = {"organisation_id": str(organisation_id), "limit": ALL}
    (company, sites), flows, sharings = await asyncio.gather(
        visited(api, organisation_id),
        api.get("/v1/flows", FlowPage, {**of, "sort": "-updated_at"}),
        api.get("/v1/sharings", SharingLines, {**of, "sort": "-updated_at"}),
    )
    return page(
        request,
        "visit.html",
        422 if faults or found.items else 200,
        company=company,
        sites=sites.items,
        flows=flows.items,
        sharings=sharings.items,
        quantities={
            one.flow_id: figures.quantity(one.quantity, person.language) for one in flows.items
        },
        typed={name: form.get(name, "") for name in entries.FIELDS},
        key=uuid4(),
        units=UNITS,
        suggested=found.items,
        faults=faults,
        saved=next((one for one in flows.items if one.flow_id == str(saved)), None),
        labels=await labels_of(request, api),
    )


@router.post("/visites/{organisation_id}/flux", max_body_size=MAX_FORM)
@public
async def enter_flow(request: Request, organisation_id: UUID, person: Animator) -> Response:
    """Declare a flow for the company; sent twice, it is one."""
    form = await form_of(request)
    found = await understood_of(person.api, entries.text_of(form))
    if entries.is_unclear(form, found):
        return await _visit(request, person, organisation_id, form, found, ())
    body, key = entries.flow_of(form, found), form.get("cle", "")
    try:
        made = await person.api.send("POST", "/v1/flows", body, key=key)
    except ApiProblem as problem:
        again = found if choice_of(form) else Understood()
        return await _visit(
            request, person, organisation_id, form, again, said_of(problem, person.language)
        )
    flow = made.headers["location"].rpartition("/")[2]
    return see_other(f"/visites/{organisation_id}?saisi={flow}&site={body['site_id']}")
