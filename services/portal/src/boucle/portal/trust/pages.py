"""``/confiance``: verify, confirm, tell doubles apart."""

import asyncio
from typing import Final, Literal
from uuid import UUID

from fastapi import Request
from fastapi.responses import Response

from boucle.pages.forms import MAX_FORM
from boucle.pages.rendering import see_other
from boucle.pages.routes import form_of
from boucle.platform.http import GuardedRouter, public
from boucle.portal import figures
from boucle.portal.companies.names import names_of
from boucle.portal.pages import Animator, PortalRoute, labels_of, page
from boucle.portal.today.waiting import who_waits
from boucle.portal.trust.shapes import FlaggedDoubles, OddMovements

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_LISTED: Final = 50
_PAGE: Final = "/confiance"
Verdict = Literal["confirm", "refuse"]


@router.get("/confiance")
@public
async def show_trust(request: Request, person: Animator) -> Response:
    api, few = person.api, {"limit": _LISTED}
    (claimed, contacts, joining), doubles, movements = await asyncio.gather(
        who_waits(api, _LISTED),
        api.get("/v1/duplicates", FlaggedDoubles, few),
        api.get("/v1/movements", OddMovements, few),
    )
    ids = [one.organisation_id for one in movements.items]
    ids += [each.organisation_id for one in doubles.items for each in (one.flow, one.original)]
    return page(
        request,
        "trust.html",
        claimed=claimed.items,
        contacts=contacts.items,
        joining=joining.items,
        doubles=doubles.items,
        movements=movements.items,
        companies=await names_of(api, ids),
        quantity=lambda one: figures.quantity(one.quantity, person.language),
        labels=await labels_of(request, api),
    )


@router.post("/confiance/entreprises/{organisation_id}", max_body_size=MAX_FORM)
@public
async def decide_company(request: Request, organisation_id: UUID, person: Animator) -> Response:
    """Verify it, or refuse it: how the animator knows is stored."""
    form = await form_of(request)
    words = form.get("preuve", "").strip()
    path = f"/v1/organisations/{organisation_id}"
    if form.get("verdict") == "refuse":
        await person.api.send("POST", f"{path}/refuse", {"reason": words})
    else:
        body = {"how": form.get("comment"), "evidence": words}
        await person.api.send("POST", f"{path}/verify", body)
    return see_other(_PAGE)


@router.post("/confiance/contacts/{proposal_id}/{verdict}", max_body_size=MAX_FORM)
@public
async def decide_contact(proposal_id: UUID, verdict: Verdict, person: Animator) -> Response:
    await person.api.send("POST", f"/v1/contact-proposals/{proposal_id}/{verdict}")
    return see_other(_PAGE)


@router.post("/confiance/rattachements/{request_id}", max_body_size=MAX_FORM)
@public
async def decide_joining(request: Request, request_id: UUID, person: Animator) -> Response:
    """Confirm that two are one company, without letting any tool act for it; or refuse."""
    form = await form_of(request)
    path = f"/v1/join-requests/{request_id}"
    if form.get("verdict") == "refuse":
        reason = form.get("preuve", "").strip()
        await person.api.send("POST", f"{path}/refuse", {"reason": reason})
    else:
        await person.api.send("POST", f"{path}/confirm", {})
    return see_other(_PAGE)


@router.post("/confiance/doublons/{flow_id}/{decision}", max_body_size=MAX_FORM)
@public
async def decide_double(
    flow_id: UUID, decision: Literal["same", "distinct"], person: Animator
) -> Response:
    path = f"/v1/duplicates/{flow_id}/resolution"
    await person.api.send("POST", path, {"decision": decision})
    return see_other(_PAGE)
