"""What the API answers of meetings, as far as pages show it."""

from datetime import datetime

import msgspec


class InvitationMail(msgspec.Struct, frozen=True):
    state: str
    reason: str | None = None


class MeetingGuest(msgspec.Struct, frozen=True):
    """One company; without ``organisation_id`` where the reader may not know which."""

    attendee_id: str
    territory: str
    organisation_id: str | None = None
    invited_at: datetime | None = None
    answer: str | None = None
    attended: bool | None = None
    mail: InvitationMail | None = None


class MeetingHost(msgspec.Struct, frozen=True):
    name: str
    phone: str | None = None


class ShownMeeting(msgspec.Struct, frozen=True):
    meeting_id: str
    kind: str
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    synergy_ids: tuple[str, ...]
    attendees: tuple[MeetingGuest, ...]
    territory: str | None = None
    street: str | None = None
    agenda: str | None = None
    host: MeetingHost | None = None
    cancelled_at: datetime | None = None
    cancel_reason: str | None = None


class MeetingRows(msgspec.Struct, frozen=True):
    items: tuple[ShownMeeting, ...]
    next: str | None = None
