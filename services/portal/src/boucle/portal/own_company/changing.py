"""``/mon-entreprise/flux/…/corriger``: correct a flow; what was typed stays when it is refused."""

from typing import Final
from uuid import UUID

from fastapi import Request
from fastapi.responses import Response

from boucle.pages.forms import MAX_FORM, Form
from boucle.pages.rendering import see_other
from boucle.pages.routes import form_of
from boucle.platform.http import GuardedRouter, public
from boucle.portal.answers import said_of
from boucle.portal.api import Api, ApiProblem
from boucle.portal.own_company.flow_forms import (
    FIELDS,
    NONE_OF_THESE,
    UNITS,
    changed,
    choice_of,
    shown_in_form,
    stale,
)
from boucle.portal.own_company.shapes import CorrectedFlow, Understood
from boucle.portal.pages import CompanyPerson, PortalRoute, labels_of, page, translator
from boucle.portal.people import PortalPerson

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_STALE: Final = 412
_PATH: Final = "/mon-entreprise/flux/{flow_id}/corriger"


@router.get(_PATH)
@public
async def correct_flow(request: Request, flow_id: UUID, person: CompanyPerson) -> Response:
    return await form_to_correct(request, person, flow_id, f"/mon-entreprise/flux/{flow_id}")


async def form_to_correct(
    request: Request, person: PortalPerson, flow_id: UUID, here: str
) -> Response:
    """``here``: the path of the flow's own page, of which the form's is a part."""
    flow = await person.api.get(f"/v1/flows/{flow_id}", CorrectedFlow)
    understood = Understood()
    if flow.unclassified:
        understood = await understood_of(person.api, flow.text or "")
    return await _form(request, person, here, flow, {}, understood, ())


async def _form(
    request: Request,
    person: PortalPerson,
    here: str,
    flow: CorrectedFlow,
    form: Form,
    understood: Understood,
    faults: tuple[str, ...],
) -> Response:
    before = shown_in_form(flow, translator(person.language))
    typed = {name: form.get(name, before[name]) for name in FIELDS}
    typed |= {"version": str(flow.version), "famille": form.get("famille") or flow.family or ""}
    return page(
        request,
        "correct_flow.html",
        422 if form else 200,
        here=here,
        flow=flow,
        typed=typed,
        units=list(dict.fromkeys((typed["unite"], *UNITS))),
        suggested=understood.items[:6],
        faults=faults,
        labels=await labels_of(request, person.api),
    )


async def understood_of(api: Api, text: str) -> Understood:
    """Return what a text may mean; nothing of no text."""
    text = text.strip()[:500]
    if not text:
        return Understood()
    return await api.get("/v1/classify", Understood, {"text": text, "limit": 6})


@router.post(_PATH, max_body_size=MAX_FORM)
@public
async def change_flow(request: Request, flow_id: UUID, person: CompanyPerson) -> Response:
    here = f"/mon-entreprise/flux/{flow_id}"
    return await corrected(request, person, flow_id, here, here)


async def corrected(
    request: Request, person: PortalPerson, flow_id: UUID, here: str, then: str
) -> Response:
    """Correct the flow, and go ``then`` there; or show the form with what is wrong."""
    form, _ = await form_of(request), translator(person.language)
    path = f"/v1/flows/{flow_id}"
    flow = await person.api.get(path, CorrectedFlow)
    understood = Understood()
    text, chosen = form.get("quoi", "").strip(), choice_of(form)
    if text != (flow.text or "") or chosen:
        understood = await understood_of(person.api, text)
    if understood.items and not chosen and understood.settled is None:
        return await _form(request, person, here, flow, form, understood, ())
    family = understood.settled if not chosen else None if chosen == NONE_OF_THESE else chosen
    patch = changed(flow, form, understood.items, family, _)
    version = form.get("version", "")
    try:
        if patch:
            await person.api.send("PATCH", path, patch, int(version) if version.isdigit() else None)
    except ApiProblem as problem:
        said = (stale(_),) if problem.status == _STALE else said_of(problem, person.language)
        again = understood if chosen else Understood()
        return await _form(request, person, here, flow, form, again, said)
    return see_other(then)
