"""``/mon-entreprise/mises-en-relation``: a company's introductions; one of them, its answer."""

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
from boucle.portal.api import Query as ApiQuery
from boucle.portal.own_company.known import own_ids
from boucle.portal.own_company.shapes import NamedParties
from boucle.portal.pages import CompanyPerson, PortalRoute, labels_of, page
from boucle.portal.synergies.pages import shown
from boucle.portal.synergies.shapes import ShownSynergy, SynergyRows
from boucle.portal.synergies.showing import STAGES, SynergyRow

_FIRST: Final = "en-cours"
_PAGE: Final = 50

_NOTED: Final = {
    "consented": N_("Votre réponse est notée. Les noms s'échangent dès que les deux le veulent."),
    "interested": N_("Votre réponse est notée. Vous n'êtes pas nommés."),
    "refused": N_("Votre réponse est notée. L'autre entreprise n'apprend pas votre nom."),
}
"""What a company reads once it answered."""

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)


@router.get("/mon-entreprise/mises-en-relation")
@public
async def list_introductions(
    request: Request,
    person: CompanyPerson,
    stage: Annotated[str, Query(alias="etape", max_length=20)] = _FIRST,
    cursor: Annotated[str | None, Query(alias="suite", max_length=500)] = None,
) -> Response:
    """List them by stage; first, those that wait for the company's answer."""
    stage = stage if stage in STAGES else _FIRST
    states = ",".join(STAGES[stage])
    query: ApiQuery = {"state": states, "sort": "-updated_at", "limit": _PAGE, "cursor": cursor}
    found = await person.api.get("/v1/synergies", SynergyRows, query)
    mine = frozenset(own_ids(person))
    rows = await shown(request, person, found.items)
    return page(
        request,
        "own_introductions.html",
        waiting=[row for row in rows if _waits(row, mine)],
        others=[row for row in rows if not _waits(row, mine)],
        mine=mine,
        stage=stage,
        next=found.next,
    )


def _waits(row: SynergyRow, mine: frozenset[str]) -> bool:
    """Tell whether the company was asked and has not answered."""
    own = (side for side in row.of.sides if side.organisation_id in mine)
    asked = row.of.state in ("introduced", "interested")
    return asked and any(side.standing == "pending" for side in own)


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
