"""``/entreprises``: search, and a company with its contacts, sites, flows and synergies."""

import asyncio
from typing import Annotated, Final
from uuid import UUID

from fastapi import Query, Request
from fastapi.responses import Response

from boucle.pages.forms import MAX_FORM, Form
from boucle.pages.rendering import see_other
from boucle.pages.routes import form_of
from boucle.platform.http import GuardedRouter, public
from boucle.portal import figures
from boucle.portal.answers import filled, said_of
from boucle.portal.api import ApiProblem
from boucle.portal.companies.shapes import (
    CompanyPage,
    ContactList,
    FlowPage,
    NotedCalls,
    ShownCompany,
    SitePage,
)
from boucle.portal.pages import Animator, PortalRoute, labels_of, page
from boucle.portal.people import PortalPerson
from boucle.portal.people_named import people_named

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_PAGE: Final = 50
_ALL: Final = 200
_CALL: Final = {"contact_id": "avec", "with_whom": "autre", "text": "dit", "next_on": "rappel"}
"""Of a call, by field: what it is called in the form."""


@router.get("/entreprises")
@public
async def list_companies(
    request: Request,
    person: Animator,
    q: Annotated[str | None, Query(max_length=200)] = None,
    suite: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    query = {"q": q and q.strip(), "cursor": suite, "limit": _PAGE}
    if not query["q"]:
        query["sort"] = "name"
    found = await person.api.get("/v1/organisations", CompanyPage, query)
    places = {one.siren: one.name for one in person.acting.as_role.territories}
    return page(
        request, "companies.html", companies=found.items, next=found.next, q=q or "", places=places
    )


@router.get("/entreprises/{organisation_id}")
@public
async def show_company(request: Request, organisation_id: UUID, person: Animator) -> Response:
    return await _company(request, organisation_id, person, (), {})


async def _company(
    request: Request,
    organisation_id: UUID,
    person: PortalPerson,
    faults: tuple[str, ...],
    typed: Form,
) -> Response:
    """Show all of it; ``typed``: of a call that could not be noted."""
    api = person.api
    of: dict[str, str | int] = {"organisation_id": str(organisation_id), "limit": _ALL}
    path = f"/v1/organisations/{organisation_id}"
    own = [one.siren for one in person.acting.as_role.territories]
    company, contacts, sites, flows, calls, names = await asyncio.gather(
        api.get(path, ShownCompany),
        api.get(f"{path}/contacts", ContactList),
        api.get("/v1/sites", SitePage, of),
        api.get("/v1/flows", FlowPage, of),
        api.get(f"{path}/calls", NotedCalls, {"limit": _ALL}),
        people_named(api, own),
    )
    quantities = {
        one.flow_id: figures.quantity(one.quantity, person.language) for one in flows.items
    }
    return page(
        request,
        "company.html",
        422 if faults else 200,
        company=company,
        contacts=contacts.items,
        sites=sites.items,
        flows=flows.items,
        site_names={one.site_id: one.name for one in sites.items},
        quantities=quantities,
        labels=await labels_of(request, api),
        calls=calls.items[::-1],
        people=names,
        called={one.contact_id: one.name for one in contacts.items},
        faults=faults,
        typed={name: typed.get(name, "") for name in _CALL.values()},
    )


@router.post("/entreprises/{organisation_id}/appels", max_body_size=MAX_FORM)
@public
async def note_call(request: Request, organisation_id: UUID, person: Animator) -> Response:
    """Note what was said, and when to call again."""
    form = await form_of(request)
    path = f"/v1/organisations/{organisation_id}/calls"
    try:
        await person.api.send("POST", path, filled(form, _CALL))
    except ApiProblem as problem:
        if not problem.faults:
            raise
        faults = said_of(problem, person.language)
        return await _company(request, organisation_id, person, faults, form)
    return see_other(f"/entreprises/{organisation_id}#appels")
