"""``/mon-entreprise``: a company's flows, and a new flow in a minute."""

import asyncio
from typing import Final
from uuid import UUID

from fastapi import Request
from fastapi.responses import Response

from boucle.pages.forms import MAX_FORM, Form
from boucle.pages.rendering import see_other
from boucle.pages.routes import form_of
from boucle.platform.http import GuardedRouter, public
from boucle.portal import figures
from boucle.portal.answers import said_of
from boucle.portal.api import ApiProblem
from boucle.portal.companies.shapes import FlowPage, ShownFlow, SitePage
from boucle.portal.own_company import entries
from boucle.portal.own_company.changing import understood_of
from boucle.portal.own_company.flow_forms import UNITS, choice_of
from boucle.portal.own_company.shapes import (
    PossiblePartners,
    SharingLines,
    Understood,
)
from boucle.portal.pages import CompanyPerson, PortalRoute, labels_of, page
from boucle.portal.people import PortalPerson
from boucle.portal.synergies.pages import shown
from boucle.portal.synergies.shapes import SynergyRows

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_ALL: Final = 200
_OPEN: Final = "introduced,interested,consented,studying,running"


@router.get("/mon-entreprise")
@public
async def home(request: Request, person: CompanyPerson) -> Response:
    api = person.api
    flows, sharings, synergies = await asyncio.gather(
        api.get("/v1/flows", FlowPage, {"limit": _ALL}),
        api.get("/v1/sharings", SharingLines, {"limit": _ALL}),
        api.get("/v1/synergies", SynergyRows, {"state": _OPEN, "sort": "-updated_at", "limit": 20}),
    )
    return page(
        request,
        "own_company.html",
        flows=flows.items,
        sharings=sharings.items,
        quantities={
            one.flow_id: figures.quantity(one.quantity, person.language) for one in flows.items
        },
        rows=await shown(request, person, synergies.items),
        labels=await labels_of(request, api),
    )


@router.get("/mon-entreprise/flux/nouveau")
@public
async def new_flow(request: Request, person: CompanyPerson) -> Response:
    return await _flow_form(request, person, {}, Understood(), ())


async def _flow_form(
    request: Request,
    person: PortalPerson,
    form: Form,
    understood: Understood,
    faults: tuple[str, ...],
) -> Response:
    """Show the form with what was typed."""
    sites = await person.api.get("/v1/sites", SitePage, {"limit": _ALL})
    return page(
        request,
        "new_flow.html",
        422 if faults or understood.items else 200,
        sites=sites.items,
        units=UNITS,
        typed={name: form.get(name, "") for name in entries.FIELDS},
        suggested=understood.items[:6],
        faults=faults,
    )


@router.post("/mon-entreprise/flux", max_body_size=MAX_FORM)
@public
async def add_flow(request: Request, person: CompanyPerson) -> Response:
    """Declare a flow. A text that may mean several things asks which."""
    form = await form_of(request)
    understood = await understood_of(person.api, entries.text_of(form))
    if entries.is_unclear(form, understood):
        return await _flow_form(request, person, form, understood, ())
    body = entries.flow_of(form, understood)
    try:
        await person.api.send("POST", "/v1/flows", body)
    except ApiProblem as problem:
        asked = understood if choice_of(form) else Understood()
        return await _flow_form(request, person, form, asked, said_of(problem, person.language))
    return see_other("/mon-entreprise")


@router.get("/mon-entreprise/flux/{flow_id}")
@public
async def show_flow(request: Request, flow_id: UUID, person: CompanyPerson) -> Response:
    path = f"/v1/flows/{flow_id}"
    flow, partners = await asyncio.gather(
        person.api.get(path, ShownFlow), person.api.get(f"{path}/possibilities", PossiblePartners)
    )
    gains = [figures.amount(one.gain, "€", person.language) for one in partners.possibilities]
    return page(
        request,
        "own_flow.html",
        flow=flow,
        quantity=figures.quantity(flow.quantity, person.language),
        partners=list(zip(partners.possibilities, gains, strict=True)),
        quantities=[
            figures.quantity(one.quantity, person.language) for one in partners.possibilities
        ],
        none=partners.none and partners.none.sentence,
        on_trial=partners.on_trial,
        labels=await labels_of(request, person.api),
    )


@router.post("/mon-entreprise/flux/{flow_id}/retirer", max_body_size=MAX_FORM)
@public
async def withdraw_flow(flow_id: UUID, person: CompanyPerson) -> Response:
    await person.api.send("DELETE", f"/v1/flows/{flow_id}")
    return see_other("/mon-entreprise")
