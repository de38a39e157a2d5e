"""``/mon-entreprise/partage``: share a service, equipment or a post, or look for one."""

from typing import Final
from uuid import UUID

from fastapi import Request
from fastapi.responses import Response

from boucle.pages.forms import MAX_FORM, Form
from boucle.pages.rendering import see_other
from boucle.pages.routes import form_of
from boucle.platform.http import GuardedRouter, public
from boucle.portal.api import ApiProblem
from boucle.portal.companies.shapes import SitePage
from boucle.portal.own_company.sharing_forms import body_of, values
from boucle.portal.pages import CompanyPerson, PortalRoute, labels_of, page
from boucle.portal.people import PortalPerson

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_ALL: Final = 200


@router.get("/mon-entreprise/partage/nouveau")
@public
async def new_sharing(request: Request, person: CompanyPerson) -> Response:
    return await _sharing_form(request, person, {}, None)


async def _sharing_form(
    request: Request, person: PortalPerson, form: Form, problem: ApiProblem | None
) -> Response:
    """Show the form with what was typed, and what the API asks for."""
    sites = await person.api.get("/v1/sites", SitePage, {"limit": _ALL})
    labels = await labels_of(request, person.api)
    return page(
        request,
        "new_sharing.html",
        422 if problem else 200,
        sites=sites.items,
        kinds=labels.lists.get("sharing_kind", {}),
        **values(form, problem, person.language),
    )


@router.post("/mon-entreprise/partage", max_body_size=MAX_FORM)
@public
async def add_sharing(request: Request, person: CompanyPerson) -> Response:
    form = await form_of(request)
    try:
        await person.api.send("POST", "/v1/sharings", body_of(form))
    except ApiProblem as problem:
        return await _sharing_form(request, person, form, problem)
    return see_other("/mon-entreprise")


@router.post("/mon-entreprise/partages/{sharing_id}/retirer", max_body_size=MAX_FORM)
@public
async def withdraw_sharing(sharing_id: UUID, person: CompanyPerson) -> Response:
    await person.api.send("DELETE", f"/v1/sharings/{sharing_id}")
    return see_other("/mon-entreprise")
