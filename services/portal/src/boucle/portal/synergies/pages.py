"""``/synergies``: what to qualify, what is under way, and one of them with what can be done."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Final
from uuid import UUID

from fastapi import Path, Query, Request
from fastapi.responses import Response

from boucle.pages.rendering import see_other
from boucle.pages.routes import NoSuchPage, form_of
from boucle.platform.http import GuardedRouter, public
from boucle.portal.answers import answer_of, decimal_of
from boucle.portal.api import Api, ApiProblem
from boucle.portal.api import Query as ApiQuery
from boucle.portal.companies.names import names_of
from boucle.portal.companies.shapes import CompanyPage
from boucle.portal.pages import Animator, PortalRoute, labels_of, page, translator
from boucle.portal.people import PortalPerson
from boucle.portal.people_named import People, people_named
from boucle.portal.synergies.shapes import ShownSynergy, SynergyHistory, SynergyNotes, SynergyRows
from boucle.portal.synergies.showing import SORTS, STAGES, Shower, SynergyRow

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_PAGE: Final = 50
_FOUND: Final = 20  # companies that a name may mean
_FORM: Final = 20_000  # bytes
_FIRST: Final = "a-qualifier"
Id = Annotated[UUID, Path()]
Asked = Annotated[str | None, Query(max_length=200)]


@router.get("/synergies")
@public
async def list_synergies(
    request: Request,
    person: Animator,
    etape: Asked = None,
    tri: Asked = None,
    genre: Asked = None,
    territoire: Asked = None,
    q: Asked = None,
    page_suivante: Annotated[str | None, Query(alias="suite", max_length=500)] = None,
) -> Response:
    stage = etape if etape and etape in STAGES else _FIRST
    sort = tri if tri and tri in SORTS else ("gain" if stage == _FIRST else "recent")
    companies = await _companies(person.api, q)
    found, across = SynergyRows(()), SynergyRows(())
    if companies is None or companies:
        query: ApiQuery = {
            "state": ",".join(STAGES[stage]),
            "kind": genre,
            "territory": territoire,
            "organisation_id": ",".join(companies or ()),
            "limit": _PAGE,
        }
        first = page_suivante is None
        ranked = {**query, "sort": SORTS[sort], "cursor": page_suivante, "total": first}
        found, across = await asyncio.gather(
            person.api.get("/v1/synergies", SynergyRows, ranked),
            across_the_border(person, query) if first and sort != "recent" else _none(),
        )
    listed = {one.synergy_id for one in found.items}
    beside = [one for one in across.items if one.synergy_id not in listed]
    rows, rows_across = await asyncio.gather(
        shown(request, person, found.items), shown(request, person, beside)
    )
    asked = {"tri": sort, "genre": genre, "territoire": territoire, "q": q}
    return page(
        request,
        "synergies.html",
        rows=rows,
        across=rows_across,
        more_across=across.next is not None,
        total=found.total,
        stage=stage,
        sort=sort,
        asked=asked,
        next=found.next,
        kinds=(await labels_of(request, person.api)).lists.get("synergy_kind", {}),
        territories=person.acting.as_role.territories,
    )


async def across_the_border(person: PortalPerson, query: ApiQuery) -> SynergyRows:
    """Return the newest with a company of a territory that is not the reader's. Rankings leave them
    out: they would tell what the other side does not (docs/disclosure.md)."""
    own = {one.siren for one in person.acting.as_role.territories}
    newest = await person.api.get("/v1/synergies", SynergyRows, {**query, "sort": "-updated_at"})
    items = [one for one in newest.items if not own.issuperset(s.territory for s in one.sides)]
    return SynergyRows(tuple(items), newest.next)


async def _none() -> SynergyRows:
    return SynergyRows(())


async def _companies(api: Api, q: str | None) -> Sequence[str] | None:
    """Return the ids of the companies that a name means; None where none is asked for."""
    if not q or not q.strip():
        return None
    found = await api.get("/v1/organisations", CompanyPage, {"q": q.strip(), "limit": _FOUND})
    return [one.organisation_id for one in found.items]


async def shown(
    request: Request, person: PortalPerson, found: Sequence[ShownSynergy]
) -> list[SynergyRow]:
    """Return rows with the names that the person may read."""
    ids = {side.organisation_id for one in found for side in one.sides if side.organisation_id}
    labels, names = await asyncio.gather(labels_of(request, person.api), names_of(person.api, ids))
    shower = Shower(labels, names, person.language, translator(person.language))
    return [shower.row(one) for one in found]


@router.post("/synergies/qualifier", max_body_size=_FORM)
@public
async def qualify_several(request: Request, person: Animator) -> Response:
    """Qualify those that are ticked; each says what came of it."""
    async with request.form(max_fields=_PAGE + 5) as form:
        ids = [str(value) for name, value in form.multi_items() if name == "synergie"]
    outcomes = [await _qualified(person.api, _id(one)) for one in ids]
    done = [one for one, problem in outcomes if problem is None]
    refused = [(one, str(problem)) for one, problem in outcomes if problem is not None]
    rows = await shown(request, person, [await _one(person.api, one) for one, _ in outcomes])
    titles = {row.of.synergy_id: row for row in rows}
    return page(
        request,
        "qualified.html",
        done=[titles[one] for one in done],
        refused=[(titles[one], why) for one, why in refused],
    )


def _id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError as error:
        raise NoSuchPage from error


async def _qualified(api: Api, synergy: str) -> tuple[str, ApiProblem | None]:
    try:
        await api.send("POST", f"/v1/synergies/{synergy}/qualification", {})
    except ApiProblem as problem:
        return synergy, problem
    return synergy, None


async def _one(api: Api, synergy: str) -> ShownSynergy:
    return await api.get(f"/v1/synergies/{synergy}", ShownSynergy)


@router.get("/synergies/{synergy_id}")
@public
async def show_synergy(request: Request, synergy_id: Id, person: Animator) -> Response:
    api, path = person.api, f"/v1/synergies/{synergy_id}"
    one, history, notes, people, labels = await asyncio.gather(
        _one(api, str(synergy_id)),
        api.get(f"{path}/history", SynergyHistory),
        api.get(f"{path}/notes", SynergyNotes),
        _actors(person),
        labels_of(request, api),
    )
    (row,) = await shown(request, person, [one])
    return page(
        request,
        "synergy.html",
        row=row,
        steps=history.steps[::-1],
        notes=notes.items,
        people=people,
        labels=labels,
        acts=ACTS.get(one.state, ()),
        reasons=labels.lists.get("refusal_reason", {}),
    )


async def _actors(person: PortalPerson) -> People:
    return await people_named(person.api, [one.siren for one in person.acting.as_role.territories])


ACTS: Final = {
    "detected": ("qualify",),
    "introduced": ("answer", "plan"),
    "interested": ("answer", "plan"),
    "qualified": ("answer", "plan"),
    "consented": ("study", "run", "answer", "plan"),
    "studying": ("run", "answer", "plan"),
    "running": ("stop", "plan"),
    "refused": ("reopen",),
    "stopped": ("reopen",),
    "already_done": ("reopen",),
    "contract_until": ("reopen",),
}
"""What is offered in each state; whether it is taken, the API says."""


@router.post("/synergies/{synergy_id}/qualifier", max_body_size=_FORM)
@public
async def qualify(synergy_id: Id, person: Animator) -> Response:
    await person.api.send("POST", f"/v1/synergies/{synergy_id}/qualification", {})
    return see_other(f"/synergies/{synergy_id}")


@router.post("/synergies/{synergy_id}/suite", max_body_size=_FORM)
@public
async def plan_next(request: Request, synergy_id: Id, person: Animator) -> Response:
    """Note what shall be done next, or that nothing shall."""
    form = await form_of(request)
    what, due = form.get("quoi", "").strip(), form.get("echeance", "")
    action = {"what": what, "due": due, "who": "animator"} if "rien" not in form else None
    await person.api.send("POST", f"/v1/synergies/{synergy_id}/next-action", {"action": action})
    return see_other(f"/synergies/{synergy_id}")


@router.post("/synergies/{synergy_id}/notes", max_body_size=_FORM)
@public
async def write_note(request: Request, synergy_id: Id, person: Animator) -> Response:
    text = (await form_of(request)).get("texte", "").strip()
    if text:
        await person.api.send("POST", f"/v1/synergies/{synergy_id}/notes", {"text": text})
    return see_other(f"/synergies/{synergy_id}")


@router.post("/synergies/{synergy_id}/notes/{note_id}/effacer", max_body_size=_FORM)
@public
async def delete_note(synergy_id: Id, note_id: UUID, person: Animator) -> Response:
    await person.api.send("DELETE", f"/v1/synergies/{synergy_id}/notes/{note_id}")
    return see_other(f"/synergies/{synergy_id}")


@router.post("/synergies/{synergy_id}/etat", max_body_size=_FORM)
@public
async def change_state(request: Request, synergy_id: Id, person: Animator) -> Response:
    form = await form_of(request)
    body: dict[str, object] = {"state": form.get("etat", "")}
    if value := decimal_of(form.get("quantite", "")):
        body["quantity"] = {"value": value, "unit": form.get("unite", "")}
    if body["state"] == "running":
        body["since"] = form.get("depuis") or None
    await person.api.send("POST", f"/v1/synergies/{synergy_id}/state", body)
    return see_other(f"/synergies/{synergy_id}")


@router.post("/synergies/{synergy_id}/reponse", max_body_size=_FORM)
@public
async def answer_for(request: Request, synergy_id: Id, person: Animator) -> Response:
    """Record what a company said."""
    form = await form_of(request)
    body = {"organisation_id": form.get("entreprise", ""), **answer_of(form, None)}
    await person.api.send("POST", f"/v1/synergies/{synergy_id}/answers", body)
    return see_other(f"/synergies/{synergy_id}")
