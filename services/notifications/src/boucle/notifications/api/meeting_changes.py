"""Move and cancel a meeting, and serve its attendance sheet, over HTTP."""

from typing import Final
from uuid import UUID

from fastapi import Response

from boucle.notifications.api import views
from boucle.notifications.api.meetings import Organiser
from boucle.notifications.api.schemas import CancellationIn, HostIn, MeetingDetails, MeetingOut
from boucle.notifications.directory.answer import Directory
from boucle.notifications.directory.client import DirectoryAway, DirectoryClient
from boucle.notifications.mails import store as mails
from boucle.notifications.meetings import decisions, use_cases
from boucle.notifications.meetings import store as meetings
from boucle.notifications.meetings.decisions import Host, MeetingRecord
from boucle.notifications.meetings.revisions import Details
from boucle.notifications.resources import NotificationsResources, Res
from boucle.platform.db import WriteSession
from boucle.platform.errors import unavailable
from boucle.platform.http import (
    GuardedRouter,
    MergePatch,
    OnVersion,
    Patch,
    etag,
    patch_of,
    patched,
)
from boucle.platform.http.reading import view_version
from boucle.platform.identity import Principal

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SOON_S: Final = 5
_EXAMPLE: Final = {
    "starts_at": "2036-03-04T09:00:00+01:00",
    "ends_at": "2036-03-04T11:00:00+01:00",
    "agenda": None,
}

router = GuardedRouter(prefix="/v1", tags=["meetings"])


def details_of(body: MeetingDetails) -> Details:
    return Details(
        kind=body.kind,
        title=body.title,
        place=body.place,
        starts_at=body.starts_at,
        ends_at=body.ends_at,
        street=body.street,
        agenda=body.agenda,
        host=Host(body.host.name, body.host.phone) if body.host else None,
    )


def _as_sent(meeting: MeetingRecord) -> Patch:
    host = meeting.host
    return MeetingDetails(
        kind=meeting.kind,
        title=meeting.title,
        place=meeting.place,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        street=meeting.street,
        agenda=meeting.agenda,
        host=HostIn(name=host.name, phone=host.phone) if host else None,
    ).model_dump(mode="json", exclude_none=True)


@router.patch("/meetings/{meeting_id}", openapi_extra=patch_of(MeetingDetails, _EXAMPLE))
async def move_meeting(
    resources: Res,
    principal: Organiser,
    meeting_id: UUID,
    patch: MergePatch,
    response: Response,
    condition: OnVersion,
) -> MeetingOut:
    """Move a meeting, or say something else of it. Those invited get a mail that puts it right in
    their calendars; other times take their answers back."""
    now = resources.clock()
    async with resources.database.write() as session:
        stored = await use_cases.organised(session, meeting_id, principal)
        condition.ensure(view_version(await _meeting_out(session, principal, meeting_id)))
        details = details_of(patched(MeetingDetails, _as_sent(stored.record), patch))
        times = stored.record.starts_at, stored.record.ends_at
        if (details.starts_at, details.ends_at) != times:
            decisions.check_dates(details.starts_at, details.ends_at, now)
        await use_cases.revise_meeting(session, stored, details, now)
        return _tagged(response, await _meeting_out(session, principal, meeting_id))


@router.post("/meetings/{meeting_id}/cancellation")
async def cancel_meeting(
    resources: Res,
    principal: Organiser,
    meeting_id: UUID,
    body: CancellationIn,
    response: Response,
    condition: OnVersion,
) -> MeetingOut:
    """It does not take place. Those invited get a mail that takes it out of their calendars. Done
    twice, it changes nothing more."""
    async with resources.database.write() as session:
        stored = await use_cases.organised(session, meeting_id, principal)
        condition.ensure(view_version(await _meeting_out(session, principal, meeting_id)))
        await use_cases.cancel_meeting(session, stored, body.reason, resources.clock())
        return _tagged(response, await _meeting_out(session, principal, meeting_id))


@router.get(
    "/meetings/{meeting_id}/attendance.xlsx",
    response_class=Response,
    responses={200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}},
)
async def attendance_sheet(resources: Res, principal: Organiser, meeting_id: UUID) -> Response:
    """The sheet to sign on the day, as a workbook: companies, contacts, answers, a place to sign.
    Companies of other territories than yours are without a name."""
    from boucle.notifications.api.attendance_sheet import workbook  # noqa: PLC0415  14 MB

    async with resources.database.read() as session:
        stored = await use_cases.read_organised(session, meeting_id, principal)
    found = await _directory(resources, principal, stored.record)
    name = f"presence-{stored.record.starts_at:%Y-%m-%d}.xlsx"
    return Response(
        workbook(stored.record, principal, found),
        media_type=XLSX,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


async def _directory(
    resources: NotificationsResources, principal: Principal, meeting: MeetingRecord
) -> Directory:
    """Return the companies that the principal may know by name. Raise Unavailable."""
    named = [
        one.organisation_id
        for one in meeting.invitees
        if decisions.may_name(principal, one.organisation_id, one.territory)
    ]
    territories = {meeting.territory, *(one.territory for one in meeting.invitees)}
    directory: DirectoryClient = resources.state.directory
    try:
        return await directory.find(named, sorted(territories))
    except DirectoryAway as error:
        raise unavailable(
            "registry-away",
            "Who was invited can't be looked up now",
            str(error),
            retry_after=_SOON_S,
        ) from error


async def _meeting_out(session: WriteSession, principal: Principal, meeting_id: UUID) -> MeetingOut:
    stored = (await meetings.read(session, [meeting_id]))[meeting_id]
    posted = await mails.of_meetings(session, [meeting_id])
    return views.meeting(stored, posted.get(meeting_id, ()), principal)


def _tagged(response: Response, meeting: MeetingOut) -> MeetingOut:
    response.headers["ETag"] = etag(view_version(meeting))
    return meeting
