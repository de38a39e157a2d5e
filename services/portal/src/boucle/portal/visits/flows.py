"""``/visites/…/flux/…``: correct a flow that was entered, or withdraw it."""

from typing import Final
from uuid import UUID

from fastapi import Request
from fastapi.responses import Response

from boucle.pages.forms import MAX_FORM
from boucle.pages.rendering import see_other
from boucle.platform.http import GuardedRouter, public
from boucle.portal.own_company.changing import corrected, form_to_correct
from boucle.portal.pages import Animator, PortalRoute

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_PATH: Final = "/visites/{organisation_id}/flux/{flow_id}"


@router.get(_PATH)
@public
async def show_entered(organisation_id: UUID, flow_id: UUID, _person: Animator) -> Response:
    """Lead to its form: the page of a flow is of its company."""
    return see_other(f"{_here(organisation_id, flow_id)}/corriger")


def _here(organisation_id: UUID, flow_id: UUID) -> str:
    return f"/visites/{organisation_id}/flux/{flow_id}"


@router.get(f"{_PATH}/corriger")
@public
async def correct_entered(
    request: Request, organisation_id: UUID, flow_id: UUID, person: Animator
) -> Response:
    return await form_to_correct(request, person, flow_id, _here(organisation_id, flow_id))


@router.post(f"{_PATH}/corriger", max_body_size=MAX_FORM)
@public
async def change_entered(
    request: Request, organisation_id: UUID, flow_id: UUID, person: Animator
) -> Response:
    then = f"/visites/{organisation_id}?saisi={flow_id}"
    return await corrected(request, person, flow_id, _here(organisation_id, flow_id), then)


@router.post(f"{_PATH}/retirer", max_body_size=MAX_FORM)
@public
async def withdraw_entered(organisation_id: UUID, flow_id: UUID, person: Animator) -> Response:
    await person.api.send("DELETE", f"/v1/flows/{flow_id}")
    return see_other(f"/visites/{organisation_id}")
