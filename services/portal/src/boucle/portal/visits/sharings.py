"""``/visites/…/partage``: a service, equipment or a post that a company shares or looks for."""

from uuid import UUID

from fastapi import Request
from fastapi.responses import Response

from boucle.pages.forms import MAX_FORM, Form
from boucle.pages.rendering import see_other
from boucle.pages.routes import form_of
from boucle.platform.http import GuardedRouter, public
from boucle.portal.api import ApiProblem
from boucle.portal.own_company.sharing_forms import body_of, values
from boucle.portal.pages import Animator, PortalRoute, labels_of, page
from boucle.portal.people import PortalPerson
from boucle.portal.visits.companies import visited

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)


@router.get("/visites/{organisation_id}/partage")
@public
async def new_entered_sharing(
    request: Request, organisation_id: UUID, person: Animator
) -> Response:
    return await _sharing_form(request, person, organisation_id, {}, None)


async def _sharing_form(
    request: Request,
    person: PortalPerson,
    organisation_id: UUID,
    form: Form,
    problem: ApiProblem | None,
) -> Response:
    company, sites = await visited(person.api, organisation_id)
    labels = await labels_of(request, person.api)
    return page(
        request,
        "visit_sharing.html",
        422 if problem else 200,
        company=company,
        sites=sites.items,
        kinds=labels.lists.get("sharing_kind", {}),
        **values(form, problem, person.language),
    )


@router.post("/visites/{organisation_id}/partage", max_body_size=MAX_FORM)
@public
async def enter_sharing(request: Request, organisation_id: UUID, person: Animator) -> Response:
    form = await form_of(request)
    try:
        await person.api.send("POST", "/v1/sharings", body_of(form))
    except ApiProblem as problem:
        return await _sharing_form(request, person, organisation_id, form, problem)
    return see_other(f"/visites/{organisation_id}")


@router.post("/visites/{organisation_id}/partages/{sharing_id}/retirer", max_body_size=MAX_FORM)
@public
async def withdraw_entered_sharing(
    organisation_id: UUID, sharing_id: UUID, person: Animator
) -> Response:
    await person.api.send("DELETE", f"/v1/sharings/{sharing_id}")
    return see_other(f"/visites/{organisation_id}")
