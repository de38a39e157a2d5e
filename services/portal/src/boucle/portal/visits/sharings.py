"""``/visites/…/partage``: a service, equipment or a post that a company shares or looks for."""

import asyncio
from typing import Final
from uuid import UUID

from fastapi import Request
from fastapi.responses import Response

from boucle.pages.forms import MAX_FORM, Form
from boucle.pages.rendering import see_other
from boucle.pages.routes import form_of
from boucle.platform.http import GuardedRouter, public
from boucle.portal.answers import named
from boucle.portal.api import ApiProblem
from boucle.portal.companies.shapes import ShownCompany, SitePage
from boucle.portal.own_company.sharing_forms import asked, body_of
from boucle.portal.pages import Animator, PortalRoute, labels_of, page
from boucle.portal.people import PortalPerson

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_FIELDS: Final = ("sens", "genre", "quoi", "site")
_ALL: Final = 200


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
    company, sites = await asyncio.gather(
        person.api.get(f"/v1/organisations/{organisation_id}", ShownCompany),
        person.api.get(
            "/v1/sites", SitePage, {"organisation_id": str(organisation_id), "limit": _ALL}
        ),
    )
    labels = await labels_of(request, person.api)
    fields, others = asked(problem.faults if problem else (), form)
    return page(
        request,
        "visit_sharing.html",
        422 if problem else 200,
        company=company,
        sites=sites.items,
        kinds=labels.lists.get("sharing_kind", {}),
        typed={name: form.get(name, "") for name in _FIELDS},
        asked=fields,
        faults=[named(one, person.language) for one in others]
        or ([str(problem)] if problem and not problem.faults else []),
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
