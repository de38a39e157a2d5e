"""Serve meetings over HTTP."""

from collections.abc import Collection, Mapping
from typing import Annotated, Final
from uuid import UUID, uuid4

from fastapi import Depends, Response

from boucle.notifications.api import views
from boucle.notifications.api.introductions import Reader
from boucle.notifications.api.schemas import AttendanceIn, MeetingIn, MeetingOut
from boucle.notifications.directory.client import DirectoryAway, DirectoryClient
from boucle.notifications.mails import store as mails
from boucle.notifications.meetings import decisions, inviting, use_cases
from boucle.notifications.meetings import store as meetings
from boucle.notifications.meetings.decisions import Host, MeetingRecord
from boucle.notifications.resources import NotificationsResources, Res
from boucle.platform.db import WriteSession
from boucle.platform.errors import not_found, unavailable
from boucle.platform.http import (
    AnyOf,
    AsFile,
    GuardedRouter,
    Page,
    Reading,
    Selection,
    Siren,
    TableColumn,
    also_as_file,
    file_of,
    followed,
    page_of,
    require,
    selection,
    sorted_by,
)
from boucle.platform.idempotency import Once
from boucle.platform.identity import Principal
from boucle.platform.paging import PageRequest

Organiser = Annotated[Principal, Depends(require("animator", "operator"))]

OfMeetings = Annotated[Selection, selection(MeetingOut, "meeting_id")]

_SOON_S: Final = 5
_COLUMNS: Final = (
    TableColumn("Identifiant", "Id", lambda one: one.meeting_id),
    TableColumn("Territoire", "Territory", lambda one: one.territory),
    TableColumn("Nature", "Kind", lambda one: one.kind),
    TableColumn("Titre", "Title", lambda one: one.title),
    TableColumn("Lieu", "Place", lambda one: one.place),
    TableColumn("Rue", "Street", lambda one: one.street),
    TableColumn("Début", "Starts at", lambda one: one.starts_at),
    TableColumn("Fin", "Ends at", lambda one: one.ends_at),
    TableColumn("Annulée le", "Cancelled at", lambda one: one.cancelled_at),
    TableColumn("Synergies", "Synergies", lambda one: len(one.synergy_ids)),
    TableColumn("Invités", "Invited", lambda one: len(one.attendees)),
    TableColumn("Modifiée le", "Updated at", lambda one: one.updated_at),
)
"""Of the list as a file."""

router = GuardedRouter(prefix="/v1", tags=["meetings"])


@router.get("/meetings", response_model=Page[MeetingOut], **also_as_file(followed("meeting")))
async def list_meetings(
    resources: Res,
    principal: Reader,
    paging: Annotated[PageRequest, sorted_by(*meetings.SORTS)],
    chosen: OfMeetings,
    territory: AnyOf[Siren] = None,
    kind: AsFile = "json",
) -> Response:
    """Meetings, in order of change; a company sees those it is invited to, a tool those of the
    companies that let it act."""

    async def listed(paging: PageRequest) -> Page[MeetingOut]:
        async with resources.database.read() as session:
            rows = await meetings.page(session, principal, territory, paging, paging.last_row())
            posted = await mails.of_meetings(session, [one.record.meeting_id for one in rows])
        return page_of(
            rows,
            paging,
            place=meetings.placed(paging.sort, principal),
            show=lambda stored: views.meeting(
                stored, posted.get(stored.record.meeting_id, ()), principal
            ),
        )

    if kind != "json":
        return await file_of(listed, paging, _COLUMNS, "meetings", kind)
    return chosen.page(await listed(paging))


@router.post("/meetings", status_code=201, response_model=MeetingOut)
async def plan_meeting(
    resources: Res, principal: Organiser, body: MeetingIn, once: Once
) -> Response:
    """Plan a meeting and invite the companies of these synergies, and those named besides."""
    now = resources.clock()
    territory = decisions.chosen_territory(principal, body.territory)
    decisions.check_dates(body.starts_at, body.ends_at, now)
    territories = await territories_of(resources, body.organisations)
    guests = inviting.invited_by_name(principal, body.organisations, territories, territory)
    async with resources.database.write() as session:

        async def work() -> MeetingOut:
            meeting = await _meeting_of(session, principal, body, territory, guests)
            await use_cases.plan_meeting(session, meeting, created_by=principal.id, now=now)
            return await _meeting_out(session, principal, meeting.meeting_id)

        def made(shown: MeetingOut) -> Mapping[str, str]:
            return {"location": f"/v1/meetings/{shown.meeting_id}"}

        return await once.answer(session, work, headers=made)


@router.get("/meetings/{meeting_id}", response_model=MeetingOut)
async def read_meeting(
    resources: Res, principal: Reader, meeting_id: UUID, reading: Reading, chosen: OfMeetings
) -> Response:
    """One meeting, with its attendees as far as the caller may know them."""
    async with resources.database.read() as session:
        stored = (await meetings.read(session, [meeting_id])).get(meeting_id)
        posted = await mails.of_meetings(session, [meeting_id])
    if stored is None or not decisions.may_see(principal, stored.record):
        raise not_found("meeting", meeting_id)
    return chosen.one(views.meeting(stored, posted.get(meeting_id, ()), principal), reading)


@router.post("/meetings/{meeting_id}/attendance")
async def record_attendance(
    resources: Res, principal: Organiser, meeting_id: UUID, body: AttendanceIn
) -> MeetingOut:
    """Who came. Recorded again, it replaces; a company not named keeps what was recorded."""
    declared = [(one.attendee_id or one.organisation_id, one.attended) for one in body.attendance]
    async with resources.database.write() as session:
        await use_cases.record_attendance(
            session, meeting_id, principal, declared, resources.clock()
        )
        return await _meeting_out(session, principal, meeting_id)


async def territories_of(
    resources: NotificationsResources, organisations: Collection[UUID]
) -> dict[UUID, tuple[str, ...]]:
    """Return those that registry has. Raise Unavailable."""
    directory: DirectoryClient = resources.state.directory
    try:
        found = await directory.find(organisations, ())
    except DirectoryAway as error:
        raise unavailable(
            "registry-away",
            "Whom to invite can't be looked up now",
            str(error),
            retry_after=_SOON_S,
        ) from error
    return {one: company.territories for one, company in found.organisations.items()}


async def _meeting_of(
    session: WriteSession,
    principal: Principal,
    body: MeetingIn,
    territory: str,
    guests: Mapping[UUID, str],
) -> MeetingRecord:
    invitees = await use_cases.companies_to_invite(session, principal, body.synergy_ids, guests)
    return MeetingRecord(
        meeting_id=uuid4(),
        version=1,
        territory=territory,
        kind=body.kind,
        title=body.title,
        place=body.place,
        starts_at=body.starts_at,
        ends_at=body.ends_at,
        synergy_ids=tuple(dict.fromkeys(body.synergy_ids)),
        invitees=invitees,
        street=body.street,
        agenda=body.agenda,
        host=Host(body.host.name, body.host.phone) if body.host else None,
    )


async def _meeting_out(session: WriteSession, principal: Principal, meeting_id: UUID) -> MeetingOut:
    stored = (await meetings.read(session, [meeting_id]))[meeting_id]
    return views.meeting(stored, (), principal)
