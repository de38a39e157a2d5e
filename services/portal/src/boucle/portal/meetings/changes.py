"""Plan a meeting, move it, cancel it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

import msgspec
from fastapi import Query, Request
from fastapi.responses import Response

from boucle.pages.forms import MAX_FORM
from boucle.pages.rendering import see_other
from boucle.pages.routes import form_of
from boucle.platform.http import GuardedRouter, public
from boucle.portal.answers import said_of
from boucle.portal.api import Api, ApiProblem
from boucle.portal.companies.names import names_of
from boucle.portal.companies.shapes import CompanyPage
from boucle.portal.meetings import forms
from boucle.portal.meetings.pages import MeetingId, synergies_of, tagged
from boucle.portal.meetings.shapes import ShownMeeting
from boucle.portal.meetings.showing import titled
from boucle.portal.pages import Animator, PortalRoute, labels_of, page, translator
from boucle.portal.people import PortalPerson
from boucle.portal.synergies.pages import shown

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_LISTED: Final = 200  # as many as the API invites at once
_SYNERGIES: Final = 50
_STALE: Final = 412
_FORM: Final = 8 * MAX_FORM
Ids = Annotated[list[UUID], Query(max_length=_SYNERGIES)]


@dataclass(frozen=True)
class PlanForm:
    """What was typed, whom it invites, and what to look for among the companies."""

    typed: Mapping[str, str]
    synergies: Sequence[str] = ()
    companies: Sequence[str] = ()
    everybody: bool = False
    q: str = ""


@router.get("/rencontres/nouvelle")
@public
async def new_meeting(
    request: Request,
    person: Animator,
    synergie: Ids = [],  # noqa: B006
    entreprise: Ids = [],  # noqa: B006
    genre: Annotated[str, Query(max_length=50)] = "",
) -> Response:
    form = PlanForm({"genre": genre}, [*map(str, synergie)], [*map(str, entreprise)])
    return await _plan_form(request, person, form)


async def _plan_form(
    request: Request, person: PortalPerson, form: PlanForm, faults: Sequence[str] = ()
) -> Response:
    api, places = person.api, person.acting.as_role.territories
    territory = form.typed.get("territoire") or places[0].siren
    chosen, listed, about, labels = await asyncio.gather(
        names_of(api, form.companies),
        _companies(api, territory, form.q),
        synergies_of(api, form.synergies),
        labels_of(request, api),
    )
    others = [one for one in listed.items if one.organisation_id not in chosen]
    rows = await shown(request, person, about)
    titles = {one.of.synergy_id: one.title for one in rows}
    return page(
        request,
        "plan_meeting.html",
        422 if faults else 200,
        typed={name: form.typed.get(name, "") for name in forms.FIELDS},
        form=form,
        territory=territory,
        places=places,
        chosen=sorted(chosen.values(), key=lambda one: one.name),
        others=others,
        more=listed.next is not None,
        synergies=rows,
        kinds=labels.lists.get("meeting_kind", {}),
        faults=[titled(one, titles) for one in faults],
        labels=labels,
    )


async def _companies(api: Api, territory: str, q: str) -> CompanyPage:
    query: dict[str, str | int] = {"territory": territory, "limit": _LISTED}
    query |= {"q": q} if q else {"sort": "name"}
    return await api.get("/v1/organisations", CompanyPage, query)


@router.post("/rencontres", max_body_size=_FORM)
@public
async def plan_meeting(request: Request, person: Animator) -> Response:
    """Plan it, and have the companies invited; or look for more companies to tick."""
    async with request.form(max_fields=2 * _LISTED, max_files=0) as sent:
        fields = [(name, str(value)) for name, value in sent.multi_items()]
    typed = dict(fields)
    form = PlanForm(
        typed,
        [value for name, value in fields if name == "synergie"][:_SYNERGIES],
        [value for name, value in fields if name == "entreprise"],
        everybody=typed.get("toutes") == "oui",
        q=typed.get("q", "").strip(),
    )
    if typed.get("chercher"):
        return await _plan_form(request, person, form)
    _ = translator(person.language)
    companies = form.companies
    if form.everybody:
        found = await _companies(person.api, typed.get("territoire", ""), "")
        if found.next is not None:
            many = _("Le territoire a plus de {nombre} entreprises : cochez-les.", nombre=_LISTED)
            return await _plan_form(request, person, form, (many,))
        companies = [*companies, *(one.organisation_id for one in found.items)]
    body = forms.meeting_of(typed, form.synergies, companies)
    try:
        answer = await person.api.send("POST", "/v1/meetings", body)
    except ApiProblem as problem:
        return await _plan_form(request, person, form, said_of(problem, person.language))
    made = msgspec.json.decode(answer.content, type=ShownMeeting)
    return see_other(f"/rencontres/{made.meeting_id}")


@router.get("/rencontres/{meeting_id}/modifier")
@public
async def change_form(request: Request, meeting_id: MeetingId, person: Animator) -> Response:
    one, _ = await tagged(person.api, meeting_id)
    return await _change_form(request, person, one, forms.typed_of(one))


async def _change_form(
    request: Request,
    person: PortalPerson,
    one: ShownMeeting,
    typed: Mapping[str, str],
    faults: Sequence[str] = (),
) -> Response:
    labels = await labels_of(request, person.api)
    return page(
        request,
        "change_meeting.html",
        422 if faults else 200,
        meeting=one,
        version=forms.version_of(one),
        typed={name: typed.get(name, "") for name in forms.FIELDS},
        kinds=labels.lists.get("meeting_kind", {}),
        faults=faults,
    )


@router.post("/rencontres/{meeting_id}/modifier", max_body_size=_FORM)
@public
async def change_meeting(request: Request, meeting_id: MeetingId, person: Animator) -> Response:
    async with request.form(max_fields=2 * len(forms.FIELDS), max_files=0) as sent:
        typed = {name: str(value) for name, value in sent.multi_items()}
    _ = translator(person.language)
    one, tag = await tagged(person.api, meeting_id)
    if typed.get("version") != forms.version_of(one):
        meanwhile = _(
            "Pendant que vous écriviez, quelqu'un a changé la rencontre. "
            "Voici ce que vous aviez saisi ; l'enregistrer le remplace."
        )
        return await _change_form(request, person, one, typed, (meanwhile,))
    try:
        await _patch(person.api, one, tag, forms.details_of(typed))
    except ApiProblem as problem:
        return await _change_form(request, person, one, typed, said_of(problem, person.language))
    return see_other(f"/rencontres/{meeting_id}")


async def _patch(api: Api, one: ShownMeeting, tag: str, details: Mapping[str, object]) -> None:
    """Change it; once more where only an answer or a mail came in between."""
    path = f"/v1/meetings/{one.meeting_id}"
    try:
        await api.send("PATCH", path, details, tag)
    except ApiProblem as problem:
        now, tag = await tagged(api, UUID(one.meeting_id))
        if problem.status != _STALE or forms.version_of(now) != forms.version_of(one):
            raise
        await api.send("PATCH", path, details, tag)


@router.post("/rencontres/{meeting_id}/annuler", max_body_size=MAX_FORM)
@public
async def cancel_meeting(request: Request, meeting_id: MeetingId, person: Animator) -> Response:
    reason = (await form_of(request)).get("raison", "").strip()
    path = f"/v1/meetings/{meeting_id}/cancellation"
    await person.api.send("POST", path, {"reason": reason or None})
    return see_other(f"/rencontres/{meeting_id}")
