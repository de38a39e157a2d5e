"""``/rencontres/{id}/fiches``: cards to print; ``/bilan``: the report of the day; a lead becomes a
synergy."""

import asyncio
from uuid import UUID

import msgspec
from fastapi import Request
from fastapi.responses import Response

from boucle.pages.forms import MAX_FORM
from boucle.pages.rendering import see_other
from boucle.pages.routes import NoSuchPage, form_of
from boucle.platform.http import GuardedRouter, public
from boucle.portal.answers import said_of
from boucle.portal.api import Api, ApiProblem
from boucle.portal.companies.names import names_of
from boucle.portal.companies.shapes import FlowPage, ShownFlow
from boucle.portal.meetings.pages import MeetingId, tagged
from boucle.portal.meetings.showing import when
from boucle.portal.own_company.shapes import SharingLine, SharingLines
from boucle.portal.pages import Animator, PortalRoute, labels_of, page, translator
from boucle.portal.workshops.pages import KINDS, coming_to, leads_of, show_captured
from boucle.portal.workshops.shapes import OpenedSynergy
from boucle.portal.workshops.showing import cards_of, opening, report_of

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)


@router.get("/rencontres/{meeting_id}/fiches")
@public
async def cards(request: Request, meeting_id: MeetingId, person: Animator) -> Response:
    """What each company has and looks for, for itself: it shows of it what it likes."""
    api = person.api
    one, _ = await tagged(api, meeting_id)
    coming = coming_to(one)
    names, labels = await asyncio.gather(names_of(api, coming), labels_of(request, api))
    flows, sharings = await _declared(api, list(names))
    return page(
        request,
        "workshop_cards.html",
        meeting=one,
        cards=cards_of(names, flows, sharings, labels, person.language),
        names=names,
    )


async def _declared(api: Api, companies: list[str]) -> tuple[list[ShownFlow], list[SharingLine]]:
    if not companies:
        return [], []
    query = {"organisation_id": ",".join(companies)}
    return await asyncio.gather(
        api.every("/v1/flows", FlowPage, query), api.every("/v1/sharings", SharingLines, query)
    )


@router.get("/rencontres/{meeting_id}/bilan")
@public
async def report(request: Request, meeting_id: MeetingId, person: Animator) -> Response:
    """Who came, what was said, and what became of it."""
    api = person.api
    (one, _), leads = await asyncio.gather(tagged(api, meeting_id), leads_of(api, meeting_id))
    found = report_of(one, leads)
    ids = [party.organisation_id for lead in leads for party in lead.parties]
    return page(
        request,
        "workshop_report.html",
        meeting=one,
        when=when(one.starts_at, one.ends_at, translator(person.language)),
        report=found,
        leads=leads,
        kinds=KINDS,
        names=await names_of(api, [*ids, *(found.came or ())]),
    )


@router.post("/rencontres/{meeting_id}/pistes/{lead_id}/synergie", max_body_size=MAX_FORM)
@public
async def open_synergy(
    request: Request, meeting_id: MeetingId, lead_id: UUID, person: Animator
) -> Response:
    """Make a synergy of it, by the title that was typed; twice makes one."""
    title = (await form_of(request)).get("titre", "").strip()
    leads = await leads_of(person.api, meeting_id)
    lead = next((one for one in leads if one.lead_id == str(lead_id)), None)
    if lead is None:
        raise NoSuchPage
    try:
        answer = await person.api.send(
            "POST", "/v1/synergies", opening(lead, title), key=f"lead-{lead_id}"
        )
    except ApiProblem as problem:
        said = said_of(problem, person.language)
        return await show_captured(request, meeting_id, person, {}, said)
    made = msgspec.json.decode(answer.content, type=OpenedSynergy)
    path = f"/v1/meetings/{meeting_id}/leads/{lead_id}"
    await person.api.send("PATCH", path, {"synergy_id": made.synergy_id})
    return see_other(f"/synergies/{made.synergy_id}")
