"""``/entreprises``: search, and a company with its contacts, sites, flows and synergies."""

import asyncio
from typing import Annotated, Final
from uuid import UUID

from fastapi import Query, Request
from fastapi.responses import Response

from boucle.platform.http import GuardedRouter, public
from boucle.portal import figures
from boucle.portal.companies.shapes import (
    CompanyPage,
    ContactList,
    FlowPage,
    ShownCompany,
    SitePage,
)
from boucle.portal.pages import Animator, PortalRoute, labels_of, page

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_PAGE: Final = 50
_ALL: Final = 200


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
    api = person.api
    of: dict[str, str | int] = {"organisation_id": str(organisation_id), "limit": _ALL}
    path = f"/v1/organisations/{organisation_id}"
    company, contacts, sites, flows = await asyncio.gather(
        api.get(path, ShownCompany),
        api.get(f"{path}/contacts", ContactList),
        api.get("/v1/sites", SitePage, of),
        api.get("/v1/flows", FlowPage, of),
    )
    names = {one.site_id: one.name for one in sites.items}
    quantities = {
        one.flow_id: figures.quantity(one.quantity, person.language) for one in flows.items
    }
    return page(
        request,
        "company.html",
        company=company,
        contacts=contacts.items,
        sites=sites.items,
        flows=flows.items,
        site_names=names,
        quantities=quantities,
        labels=await labels_of(request, api),
    )
