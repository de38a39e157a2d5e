"""Define requests and answers of the API. No name, no address: ids, states and dates."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from boucle.contract.events.matching import RefusalReason
from boucle.contract.events.notifications import Answer, MeetingAnswer, MeetingKind
from boucle.notifications.introductions.decisions import IntroductionState
from boucle.notifications.mails.plan import Step
from boucle.platform.http.bodies import RequestBody
from boucle.platform.http.values.fields import Line, Lines, Siren

MailState = Literal["held", "kept", "due", "sending", "sent", "failed", "withdrawn"]


class MailOut(BaseModel):
    """Where one mail stands. ``due_at``: when it is tried next; none once it left, failed or was
    withdrawn. ``reason``: why it waits or failed."""

    step: Step
    state: MailState
    due_at: datetime | None
    attempts: int
    reason: str | None
    sent_at: datetime | None


class PartyOut(BaseModel):
    """One company of an introduction. ``masked``: another's side, shown after consent only; to
    animators its territory, and when it was written to, before."""

    organisation_id: UUID | None
    territory: str | None
    masked: bool
    sent_at: datetime | None
    answer: Answer | None = None
    consent: bool | None = None
    reason: RefusalReason | None = None
    comment: str | None = None
    contract_until: date | None = None
    answered_at: datetime | None = None
    disclosed_at: datetime | None = None
    mails: list[MailOut] = []


class IntroductionOut(BaseModel):
    """``held_until``: its companies were introduced to each other within 90 days, for another
    synergy, or one of them had an introduction that day: it waits for the morning's digest.
    One that is ``held`` without it waits until they have had fewer mails in a week; one that is
    ``to_review``, until the animators of ``held_by`` release its letters. To a company
    and its tools, ``state`` (``sent``, ``answered`` or ``disclosed``) and ``updated_at`` are of
    what they are shown: what the other does before the disclosure moves neither."""

    introduction_id: UUID
    synergy_id: UUID
    state: IntroductionState
    disclosed: Annotated[bool, Field(description="Others were named to you.")]
    parties_href: Annotated[
        str | None, Field(description="Where their names are; null until you may know them.")
    ]
    held_until: datetime | None
    held_by: Annotated[
        list[str],
        Field(description="Territories whose animators read its letters before they leave."),
    ] = []
    parties: list[PartyOut]
    updated_at: datetime


class HostIn(RequestBody):
    """Who receives on the day; those invited read it."""

    name: Annotated[str, Line(100)]
    phone: Annotated[str, Line(30)] | None = None


class MeetingDetails(RequestBody):
    """What a meeting is, when and where. ``street``: the postal address of the place, on one line;
    ``agenda``: what it is for, in the organiser's words."""

    kind: MeetingKind
    title: Annotated[str, Line(150)]
    place: Annotated[str, Line(300)]
    street: Annotated[str, Line(300)] | None = None
    agenda: Annotated[str, Lines(2000)] | None = None
    host: HostIn | None = None
    starts_at: AwareDatetime
    ends_at: AwareDatetime


class MeetingIn(MeetingDetails):
    """``territory``: needed when the animator has several. ``organisations``: to invite too."""

    synergy_ids: list[UUID] = Field(default=[], max_length=50)
    organisations: list[UUID] = Field(default=[], max_length=200)
    territory: Siren | None = None


class AttendeeOut(BaseModel):
    """``attendee_id`` names a company in this meeting only, also where it is masked."""

    attendee_id: UUID
    organisation_id: UUID | None
    territory: str
    invited_at: datetime | None
    answer: MeetingAnswer | None
    answered_at: datetime | None
    attended: bool | None
    mail: MailOut | None = None


class HostOut(BaseModel):
    """Who receives those who come."""

    name: str
    phone: str | None


class MeetingOut(BaseModel):
    """``sequence``: how often it was revised, as calendars count; ``cancelled_at``: since when it
    does not take place. ``territory``: to companies null where they were invited in another."""

    meeting_id: UUID
    territory: str | None
    kind: MeetingKind
    title: str
    place: str
    street: str | None
    agenda: str | None
    host: HostOut | None
    starts_at: datetime
    ends_at: datetime
    sequence: int
    cancelled_at: datetime | None
    cancel_reason: str | None
    synergy_ids: list[UUID]
    attendees: list[AttendeeOut]
    updated_at: datetime


class CancellationIn(RequestBody):
    """``reason``: for those invited, in the organiser's words."""

    reason: Annotated[str, Lines(500)] | None = None


class Attended(RequestBody):
    """One company, by either id, and whether it came."""

    organisation_id: UUID | None = None
    attendee_id: UUID | None = None
    attended: bool


class AttendanceIn(RequestBody):
    attendance: list[Attended] = Field(min_length=1, max_length=500)
