"""``/rencontres``: those to come and those of before, and one with who comes."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Final
from uuid import UUID

import msgspec
from fastapi import Path, Query, Request
from fastapi.responses import Response

from boucle.pages.forms import MAX_FORM
from boucle.pages.rendering import see_other
from boucle.platform.http import GuardedRouter, public
from boucle.portal.api import Api, ApiProblem
from boucle.portal.api import Query as ApiQuery
from boucle.portal.companies.names import names_of
from boucle.portal.meetings import showing
from boucle.portal.meetings.shapes import MeetingRows, ShownMeeting
from boucle.portal.pages import Animator, PortalRoute, labels_of, page, translator
from boucle.portal.synergies.pages import shown
from boucle.portal.synergies.shapes import ShownSynergy

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_PAGE: Final = 50
_MOST: Final = 250  # those invited
_SYNERGIES: Final = 12  # that are listed
_GONE: Final = 404
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MeetingId = Annotated[UUID, Path()]


@router.get("/rencontres")
@public
async def list_meetings(
    request: Request,
    person: Animator,
    suite: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    query: ApiQuery = {"sort": "-starts_at", "limit": _PAGE, "cursor": suite}
    found = await person.api.get("/v1/meetings", MeetingRows, query)
    now, _ = request.app.state.resources.clock(), translator(person.language)
    to_come, over = showing.apart(showing.row(one, now, _) for one in found.items)
    return page(
        request,
        "meetings.html",
        to_come=to_come,
        over=over,
        next=found.next,
        labels=await labels_of(request, person.api),
    )


async def tagged(api: Api, meeting: UUID) -> tuple[ShownMeeting, str]:
    """Return a meeting, and the tag of what was read of it."""
    answer = await api.send("GET", f"/v1/meetings/{meeting}")
    found = msgspec.json.decode(answer.content, type=ShownMeeting)
    return found, answer.headers.get("etag", "").removeprefix("W/").strip('"')


@router.get("/rencontres/{meeting_id}")
@public
async def show_meeting(request: Request, meeting_id: MeetingId, person: Animator) -> Response:
    one, tag = await tagged(person.api, meeting_id)
    ids = [guest.organisation_id for guest in one.attendees if guest.organisation_id]
    names, about, labels = await asyncio.gather(
        names_of(person.api, ids),
        synergies_of(person.api, one.synergy_ids),
        labels_of(request, person.api),
    )
    now, _ = request.app.state.resources.clock(), translator(person.language)
    return page(
        request,
        "meeting.html",
        row=showing.row(one, now, _),
        tag=tag,
        started=one.starts_at <= now,
        guests=showing.guests(one, names, _),
        synergies=await shown(request, person, about),
        unlisted=max(0, len(one.synergy_ids) - _SYNERGIES),
        labels=labels,
    )


async def synergies_of(api: Api, ids: Sequence[str]) -> list[ShownSynergy]:
    """Return the first of these that the reader may see."""

    async def one(id_: str) -> ShownSynergy | None:
        try:
            return await api.get(f"/v1/synergies/{id_}", ShownSynergy)
        except ApiProblem as problem:
            if problem.status == _GONE:
                return None
            raise

    found = await asyncio.gather(*map(one, ids[:_SYNERGIES]))
    return [each for each in found if each is not None]


@router.get("/rencontres/{meeting_id}/presence.xlsx")
@public
async def sheet(meeting_id: MeetingId, person: Animator) -> Response:
    """The sheet to sign on the day."""
    answer = await person.api.send("GET", f"/v1/meetings/{meeting_id}/attendance.xlsx")
    kept = {"Content-Disposition": answer.headers["content-disposition"]}
    return Response(answer.content, media_type=XLSX, headers={**kept, "Cache-Control": "no-store"})


@router.post("/rencontres/{meeting_id}/presence", max_body_size=4 * MAX_FORM)
@public
async def note_attendance(request: Request, meeting_id: MeetingId, person: Animator) -> Response:
    """Note who came: those ticked; all the others did not."""
    async with request.form(max_fields=2 * _MOST, max_files=0) as form:
        came = {str(value) for name, value in form.multi_items() if name == "venue"}
    one, _ = await tagged(person.api, meeting_id)
    lines = [
        {"attendee_id": guest.attendee_id, "attended": guest.attendee_id in came}
        for guest in one.attendees
    ]
    await person.api.send("POST", f"/v1/meetings/{meeting_id}/attendance", {"attendance": lines})
    return see_other(f"/rencontres/{meeting_id}")
