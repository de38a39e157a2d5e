"""``/ateliers``: whom to invite; ``/rencontres/{id}/tables`` and ``/pistes``: on the day."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final
from uuid import UUID, uuid4

from fastapi import Query, Request
from fastapi.responses import Response

from boucle.pages.forms import MAX_FORM
from boucle.pages.rendering import see_other
from boucle.pages.routes import form_of
from boucle.pages.translating import N_
from boucle.platform.http import GuardedRouter, public
from boucle.portal.answers import said_of
from boucle.portal.api import Api, ApiProblem
from boucle.portal.api import Query as ApiQuery
from boucle.portal.companies.names import names_of
from boucle.portal.meetings.pages import MeetingId, tagged
from boucle.portal.meetings.shapes import ShownMeeting
from boucle.portal.pages import Animator, PortalRoute, labels_of, page
from boucle.portal.people import PortalPerson
from boucle.portal.workshops.shapes import CapturedLead, CapturedLeads, ComposedWorkshop

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_COMPANIES: Final = 50  # that the API seats, or that one form invites
_FIELDS: Final = ("quoi", "donne", "prend", "genre", "mot")
KINDS: Final[Mapping[str, str]] = {
    "substitution": N_("l'une donne, l'autre prend"),
    "pooling": N_("acheter ou collecter ensemble"),
    "sharing": N_("partager un équipement ou un poste"),
}
_ROLES: Final = {"substitution": ("offer", "need")}
_ALIKE: Final = ("member", "member")
Number = Annotated[int, Query(ge=2, le=_COMPANIES)]
Seats = Annotated[int, Query(ge=2, le=20)]


@router.get("/ateliers")
@public
async def compose(
    request: Request,
    person: Animator,
    entreprises: Number = 20,
    places: Seats = 6,
    territoire: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Whom to invite, as what is declared says today."""
    api, own = person.api, person.acting.as_role.territories
    territory = territoire or own[0].siren
    query: ApiQuery = {"territory": territory, "companies": entreprises, "seats": places}
    found = await api.get("/v1/workshop-tables", ComposedWorkshop, query)
    return page(
        request,
        "compose_workshop.html",
        found=found,
        invited=sum(len(one.organisations) for one in found.tables),
        names=await names_of(api, [id_ for one in found.tables for id_ in one.organisations]),
        asked={"entreprises": entreprises, "places": places, "territoire": territory},
        places=own,
        most=_COMPANIES,
        labels=await labels_of(request, api),
    )


@router.get("/rencontres/{meeting_id}/tables")
@public
async def tables(
    request: Request, meeting_id: MeetingId, person: Animator, places: Seats = 6
) -> Response:
    """Who sits where, of those who came, or did not say that they stay away."""
    one, _ = await tagged(person.api, meeting_id)
    coming = coming_to(one)
    found = ComposedWorkshop((), 0)
    if coming:
        asked: ApiQuery = {"organisation_id": ",".join(coming), "seats": places}
        found = await person.api.get("/v1/workshop-tables", ComposedWorkshop, asked)
    return page(
        request,
        "workshop_tables.html",
        meeting=one,
        found=found,
        names=await names_of(person.api, coming),
        seats=places,
        labels=await labels_of(request, person.api),
    )


def coming_to(one: ShownMeeting) -> list[str]:
    """Return those that came, or did not say that they stay away."""
    there = [
        guest
        for guest in one.attendees
        if guest.attended or (guest.attended is None and guest.answer != "no")
    ]
    return [guest.organisation_id for guest in there if guest.organisation_id][:_COMPANIES]


@router.get("/rencontres/{meeting_id}/pistes")
@public
async def list_leads(request: Request, meeting_id: MeetingId, person: Animator) -> Response:
    return await show_captured(request, meeting_id, person, {})


async def leads_of(api: Api, meeting_id: UUID) -> list[CapturedLead]:
    """Return the first captured first."""
    return await api.every(f"/v1/meetings/{meeting_id}/leads", CapturedLeads)


async def show_captured(
    request: Request,
    meeting_id: UUID,
    person: PortalPerson,
    typed: Mapping[str, str],
    faults: Sequence[str] = (),
) -> Response:
    api = person.api
    (one, _), leads = await asyncio.gather(tagged(api, meeting_id), leads_of(api, meeting_id))
    guests = [guest.organisation_id for guest in one.attendees if guest.organisation_id]
    said = [party.organisation_id for lead in leads for party in lead.parties]
    names = await names_of(api, [*guests, *said])
    return page(
        request,
        "leads.html",
        422 if faults else 200,
        meeting=one,
        leads=leads,
        names=names,
        guests=sorted((names[id_] for id_ in guests if id_ in names), key=lambda one: one.name),
        key=uuid4(),
        kinds=KINDS,
        typed={name: typed.get(name, "") for name in _FIELDS},
        faults=faults,
    )


@router.post("/rencontres/{meeting_id}/pistes", max_body_size=MAX_FORM)
@public
async def capture(request: Request, meeting_id: MeetingId, person: Animator) -> Response:
    form = await form_of(request)
    path = f"/v1/meetings/{meeting_id}/leads"
    try:
        await person.api.send("POST", path, lead_of(form), key=form.get("cle", ""))
    except ApiProblem as problem:
        said = said_of(problem, person.language)
        return await show_captured(request, meeting_id, person, form, said)
    return see_other(f"/rencontres/{meeting_id}/pistes")


def lead_of(form: Mapping[str, str]) -> dict[str, Any]:
    """Return a lead as the API takes it."""
    kind = form.get("genre", "")
    first, second = _ROLES.get(kind, _ALIKE)
    said = ((form.get("donne", ""), first), (form.get("prend", ""), second))
    return {
        "kind": kind,
        "what": form.get("quoi", "").strip(),
        "note": form.get("mot", "").strip() or None,
        "parties": [{"organisation_id": one, "role": role} for one, role in said if one],
    }


@router.post("/rencontres/{meeting_id}/pistes/{lead_id}/retirer", max_body_size=MAX_FORM)
@public
async def remove(meeting_id: MeetingId, lead_id: UUID, person: Animator) -> Response:
    await person.api.send("DELETE", f"/v1/meetings/{meeting_id}/leads/{lead_id}")
    return see_other(f"/rencontres/{meeting_id}/pistes")
