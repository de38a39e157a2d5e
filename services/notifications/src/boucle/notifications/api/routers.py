"""Routes for people and tools that hold a token: introductions to follow, meetings to plan."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Query, Request, Response

from boucle.common.clock import Clock
from boucle.common.db import Database, WriteSession
from boucle.common.errors import FieldError, forbidden, invalid, invalid_field, not_found
from boucle.common.http import require
from boucle.common.http.fields import Siren
from boucle.common.http.idempotency import Once
from boucle.common.http.paging import Page, PageRequest, Paging, page_of
from boucle.common.identity import Principal
from boucle.notifications.api import views
from boucle.notifications.api.schemas import (
    AttendanceIn,
    Attended,
    IntroductionOut,
    MeetingIn,
    MeetingOut,
    StateFilter,
)
from boucle.notifications.introductions import store as introductions
from boucle.notifications.introductions.decisions import MeetingRecord
from boucle.notifications.introductions.store import Filters, Kept
from boucle.notifications.lives import store as lives
from boucle.notifications.lives.store import SeenLife
from boucle.notifications.mails import store as mails
from boucle.notifications.meetings import store as meetings
from boucle.notifications.meetings import use_cases as meeting_use_cases
from boucle.notifications.meetings.store import KeptMeeting
from boucle.notifications.meetings.use_cases import NotInvited

_START: Final = (datetime(1970, 1, 1, tzinfo=UTC), UUID(int=0))
_FARTHEST: Final = timedelta(days=5 * 366)
_LONGEST: Final = timedelta(days=31)

Reader = Annotated[Principal, Depends(require("company", "animator", "operator"))]
Organiser = Annotated[Principal, Depends(require("animator", "operator"))]


def _database(request: Request) -> Database:
    database: Database = request.app.state.resources.database
    return database


def _clock(request: Request) -> Clock:
    clock: Clock = request.app.state.resources.clock
    return clock


def router() -> APIRouter:
    routes = APIRouter(prefix="/v1")
    routes.get("/introductions")(list_introductions)
    routes.get("/meetings")(list_meetings)
    routes.post("/meetings", status_code=201, response_model=MeetingOut)(plan_meeting)
    routes.get("/meetings/{meeting_id}")(read_meeting)
    routes.post("/meetings/{meeting_id}/attendance")(record_attendance)
    return routes


async def list_introductions(
    request: Request,
    principal: Reader,
    paging: Paging,
    territory: Annotated[Siren | None, Query()] = None,
    synergy_id: UUID | None = None,
    state: StateFilter | None = None,
) -> Page[IntroductionOut]:
    """Introductions, in order of change; another company's side is masked until both consented."""
    filters = Filters(territory, synergy_id, state, paging.updated_after)
    async with _database(request).read() as session:
        rows = await introductions.page(
            session, principal, filters, _after(paging), paging.limit + 1
        )
        posted = await mails.of_introductions(session, [one.record.introduction_id for one in rows])
    return page_of(
        rows,
        paging,
        place=lambda kept: (kept.updated_at, kept.record.introduction_id),
        show=lambda kept: _shown_introduction(kept, posted, principal),
    )


async def list_meetings(
    request: Request,
    principal: Reader,
    paging: Paging,
    territory: Annotated[Siren | None, Query()] = None,
) -> Page[MeetingOut]:
    """Meetings, in order of change; a company sees those it is invited to."""
    async with _database(request).read() as session:
        rows = await meetings.page(
            session, principal, territory, paging.updated_after, _after(paging), paging.limit + 1
        )
        posted = await mails.of_meetings(session, [one.record.meeting_id for one in rows])
    return page_of(
        rows,
        paging,
        place=lambda kept: (kept.updated_at, kept.record.meeting_id),
        show=lambda kept: views.meeting(kept, posted, principal),
    )


async def read_meeting(request: Request, principal: Reader, meeting_id: UUID) -> MeetingOut:
    """One meeting, with its attendees as far as the caller may know them."""
    async with _database(request).read() as session:
        kept = (await meetings.read(session, [meeting_id])).get(meeting_id)
        posted = await mails.of_meetings(session, [meeting_id])
    if kept is None or not _sees(principal, kept):
        raise not_found("meeting", meeting_id)
    return views.meeting(kept, posted, principal)


async def plan_meeting(
    request: Request, principal: Organiser, body: MeetingIn, once: Once
) -> Response:
    """Plan a meeting and invite the companies of these synergies, and those named besides."""
    now = _clock(request)()
    territory = _territory(principal, body)
    _check_dates(body, now)
    async with _database(request).write() as session:

        async def work() -> MeetingOut:
            about = await _lives(session, principal, body.synergy_ids)
            meeting = MeetingRecord(
                meeting_id=uuid4(),
                version=1,
                territory=territory,
                kind=body.kind,
                title=body.title,
                place=body.place,
                starts_at=body.starts_at,
                ends_at=body.ends_at,
                synergy_ids=tuple(dict.fromkeys(body.synergy_ids)),
                invitees=meeting_use_cases.invitees(
                    [seen.life for seen in about], body.organisations, territory
                ),
            )
            if not meeting.invitees:
                raise invalid_field(
                    "body.synergy_ids", [], "nobody is invited", "a synergy, or an organisation"
                )
            await meeting_use_cases.plan_meeting(session, meeting, created_by=principal.id, now=now)
            kept = (await meetings.read(session, [meeting.meeting_id]))[meeting.meeting_id]
            return views.meeting(kept, (), principal)

        return await once.answer(session, work)


async def record_attendance(
    request: Request, principal: Organiser, meeting_id: UUID, body: AttendanceIn
) -> MeetingOut:
    """Who came. Recorded again, it replaces; a company not named keeps what was recorded."""
    async with _database(request).write() as session:
        kept = (await meetings.read(session, [meeting_id])).get(meeting_id)
        if kept is None or not _organises(principal, kept):
            raise not_found("meeting", meeting_id)
        attended = _who_came(kept, principal, body.attendance)
        try:
            await meeting_use_cases.record_attendance(
                session, meeting_id, attended, _clock(request)()
            )
        except NotInvited as error:
            raise invalid_field(
                "body.attendance", ", ".join(error.args), "not invited", "companies of this meeting"
            ) from error
        kept = (await meetings.read(session, [meeting_id]))[meeting_id]
    return views.meeting(kept, (), principal)


def _shown_introduction(
    kept: Kept, posted: Sequence[mails.Mail], principal: Principal
) -> IntroductionOut:
    return views.introduction(kept, posted, principal)


def _after(paging: PageRequest) -> tuple[datetime, UUID]:
    if paging.after is None:
        return _START
    try:
        return paging.after.updated_at, UUID(paging.after.id)
    except ValueError as error:
        raise invalid_field(
            "query.cursor", paging.after.id, "not a cursor", "the `next` of the previous page"
        ) from error


def _sees(principal: Principal, kept: KeptMeeting) -> bool:
    return _organises(principal, kept) or any(
        one.organisation_id in principal.organisations for one in kept.record.invitees
    )


def _organises(principal: Principal, kept: KeptMeeting) -> bool:
    return principal.role == "operator" or kept.record.territory in principal.territories


def _territory(principal: Principal, body: MeetingIn) -> str:
    """The meeting's territory: told, or the only one of the animator."""
    if body.territory is not None:
        if principal.role == "animator" and body.territory not in principal.territories:
            raise forbidden(f"{body.territory} is not a territory that you animate")
        return body.territory
    if len(principal.territories) == 1:
        return next(iter(principal.territories))
    raise invalid_field(
        "body.territory", None, "which territory is not told", "the SIREN of one of yours"
    )


def _check_dates(body: MeetingIn, now: datetime) -> None:
    errors: list[FieldError] = []

    def wrong(field: str, value: Any, message: str, expected: str) -> None:
        errors.append(FieldError(f"body.{field}", value, message, expected))

    if body.ends_at <= body.starts_at:
        wrong("ends_at", body.ends_at, "it ends before it starts", f"after {body.starts_at}")
    elif body.ends_at - body.starts_at > _LONGEST:
        wrong("ends_at", body.ends_at, "it lasts too long", "at most 31 days after starts_at")
    if body.starts_at <= now:
        wrong("starts_at", body.starts_at, "it is in the past", f"after {now.isoformat()}")
    elif body.starts_at > now + _FARTHEST:
        wrong("starts_at", body.starts_at, "it is too far away", "within five years")
    if errors:
        raise invalid(errors)


async def _lives(
    session: WriteSession, principal: Principal, ids: Sequence[UUID]
) -> list[SeenLife]:
    """The lives of these synergies. Raises a problem naming each that the caller cannot see."""
    seen = await lives.read(session, ids)
    errors = [
        FieldError(
            f"body.synergy_ids[{rank}]",
            str(id_),
            "no such synergy that you may see",
            "a synergy of your territory that was qualified, or found by people",
        )
        for rank, id_ in enumerate(ids)
        if id_ not in seen or not _may_invite(principal, seen[id_])
    ]
    if errors:
        raise invalid(errors)
    return [seen[id_] for id_ in dict.fromkeys(ids)]


def _may_invite(principal: Principal, seen: SeenLife) -> bool:
    own = {party.side.territory for party in seen.life.parties} & principal.territories
    return principal.role == "operator" or bool(own)


def _who_came(
    kept: KeptMeeting, principal: Principal, said: Sequence[Attended]
) -> dict[UUID, bool]:
    """By organisation. An organisation's own id works only where the caller may know it."""
    known: dict[UUID, UUID] = {}
    for one in kept.record.invitees:
        known[views.attendee_id(kept.record.meeting_id, one.organisation_id)] = one.organisation_id
        if views.is_own(principal, one.organisation_id, one.territory):
            known[one.organisation_id] = one.organisation_id
    came: dict[UUID, bool] = {}
    errors = []
    for rank, one_said in enumerate(said):
        told = one_said.attendee_id or one_said.organisation_id
        if told is None or told not in known:
            field = f"body.attendance[{rank}].organisation_id"
            errors.append(FieldError(field, told, "not invited", "a company of this meeting"))
        else:
            came[known[told]] = one_said.attended
    if errors:
        raise invalid(errors)
    return came
