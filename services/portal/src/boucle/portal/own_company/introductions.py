"""``/mon-entreprise/synergies``: an introduction as a company reads it, and its answer."""

from typing import Annotated, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Query, Request
from fastapi.responses import Response

from boucle.pages.forms import MAX_FORM
from boucle.pages.rendering import see_other
from boucle.pages.routes import form_of
from boucle.pages.translating import N_
from boucle.platform.http import GuardedRouter, public
from boucle.portal.answers import answer_of
from boucle.portal.api import Api
from boucle.portal.own_company.known import own_ids
from boucle.portal.own_company.shapes import NamedParties
from boucle.portal.pages import CompanyPerson, PortalRoute, labels_of, page
from boucle.portal.synergies.pages import shown
from boucle.portal.synergies.shapes import ShownSynergy

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_NOTED: Final = {
    "consented": N_("Votre réponse est notée. Les noms s'échangent dès que les deux le veulent."),
    "interested": N_("Votre réponse est notée. Vous n'êtes pas nommés."),
    "refused": N_("Votre réponse est notée. L'autre entreprise n'apprend pas votre nom."),
}
"""What a company reads once it answered."""


@router.get("/mon-entreprise/synergies/{synergy_id}")
@public
async def show_own_synergy(
    request: Request,
    synergy_id: UUID,
    person: CompanyPerson,
    dit: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    one = await person.api.get(f"/v1/synergies/{synergy_id}", ShownSynergy)
    (row,) = await shown(request, person, [one])
    labels = await labels_of(request, person.api)
    return page(
        request,
        "own_synergy.html",
        row=row,
        mine=own_ids(person),
        parties=await _parties(person.api, one),
        reasons=labels.lists.get("refusal_reason", {}),
        noted=_NOTED.get(dit, ""),
    )


async def _parties(api: Api, one: ShownSynergy) -> NamedParties:
    """Return who they are, once all agreed."""
    if not one.disclosed:
        return NamedParties(())
    return await api.get(f"/v1/synergies/{one.synergy_id}/parties", NamedParties)


@router.post("/mon-entreprise/synergies/{synergy_id}/question", max_body_size=MAX_FORM)
@public
async def ask(request: Request, synergy_id: UUID, person: CompanyPerson) -> Response:
    """Ask the animator; the answer comes by mail."""
    words = (await form_of(request)).get("question", "").strip()
    path = f"/v1/synergies/{synergy_id}/questions"
    await person.api.send("POST", path, {"question": words})
    return page(request, "asked.html", synergy=synergy_id)


@router.post("/mon-entreprise/synergies/{synergy_id}", max_body_size=MAX_FORM)
@public
async def answer(request: Request, synergy_id: UUID, person: CompanyPerson) -> Response:
    form = await form_of(request)
    said = form.get("reponse", "")
    body = answer_of(form, "other")
    await person.api.send("POST", f"/v1/synergies/{synergy_id}/answers", body)
    return see_other(f"/mon-entreprise/synergies/{synergy_id}?{urlencode({'dit': said})}")
