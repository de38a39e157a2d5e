"""``/besoins``: what nobody takes or gives, and for each who could be called."""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Final
from uuid import UUID

from fastapi import Path, Query, Request
from fastapi.responses import Response

from boucle.pages.forms import MAX_FORM
from boucle.pages.rendering import see_other
from boucle.pages.routes import form_of
from boucle.pages.translating import N_
from boucle.platform.http import GuardedRouter, public
from boucle.portal import figures
from boucle.portal.companies.names import names_of
from boucle.portal.companies.shapes import ShownFlow
from boucle.portal.needs.shapes import ProspectLines, UnmetLines
from boucle.portal.pages import Animator, PortalRoute, labels_of, page

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_PAGE: Final = 50
_PROSPECTS: Final = 30
MARKS: Final[Mapping[str, str]] = {
    "to_call": N_("à appeler"),
    "called": N_("appelée"),
    "joined": N_("a rejoint la démarche"),
    "declined": N_("ne souhaite pas"),
}
PASSED_OVER: Final[Mapping[str, str]] = {
    "withdrawn": N_("Ce flux a été retiré."),
    "duplicate": N_("Ce flux est déclaré deux fois : voyez l'autre."),
    "typical": N_("Ce flux est supposé d'après l'activité : personne ne l'a déclaré."),
    "met": N_("Les synergies en service prennent toute sa quantité."),
}
FlowId = Annotated[UUID, Path()]
Place = Annotated[str, Query(max_length=20)]


@router.get("/besoins")
@public
async def list_unmet(
    request: Request,
    person: Animator,
    suite: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    api = person.api
    found = await api.get("/v1/unmet-flows", UnmetLines, {"limit": _PAGE, "cursor": suite})
    return page(
        request,
        "needs.html",
        groups=[
            (way, [one for one in found.items if one.direction == way])
            for way in ("input", "output")
        ],
        companies=await names_of(api, [one.organisation_id for one in found.items]),
        quantity=lambda one: figures.quantity(one.quantity, person.language),
        labels=await labels_of(request, api),
        next=found.next,
    )


@router.get("/besoins/{flow_id}")
@public
async def show_prospects(
    request: Request, flow_id: FlowId, person: Animator, territoire: Place = ""
) -> Response:
    api = person.api
    flow, found = await asyncio.gather(
        api.get(f"/v1/flows/{flow_id}", ShownFlow),
        api.get("/v1/prospects", ProspectLines, {"flow_id": str(flow_id), "limit": _PROSPECTS}),
    )
    return page(
        request,
        "need.html",
        flow=flow,
        found=found,
        territory=territoire or person.acting.as_role.territories[0].siren,
        quantity=figures.quantity(flow.quantity, person.language),
        marks=MARKS,
        passed_over=PASSED_OVER,
        labels=await labels_of(request, api),
    )


@router.post("/besoins/{flow_id}/{siret}", max_body_size=MAX_FORM)
@public
async def mark(request: Request, flow_id: FlowId, siret: str, person: Animator) -> Response:
    """Note what was done about an establishment, for the territory."""
    form = await form_of(request)
    territory = form.get("territoire", "")
    body = {"territory": territory, "state": form.get("etat", "")}
    note = form.get("mot", "").strip()
    await person.api.send("PUT", f"/v1/prospects/{siret}", {**body, "note": note or None})
    return see_other(f"/besoins/{flow_id}?territoire={territory}#e{siret}")
