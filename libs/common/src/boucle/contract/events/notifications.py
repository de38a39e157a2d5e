"""What notifications says happened: introductions and meetings.

Topics: ``boucle.introduction``, ``boucle.meeting``.
Contacts travel as ids only; names and addresses stay in registry.
"""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec

from boucle.contract.events.matching import RefusalReason

Answer = Literal["interested", "refused", "already_done"]
MeetingAnswer = Literal["yes", "no", "maybe"]
MeetingKind = Literal["workshop", "site_visit", "training", "collective_operation"]


class IntroductionParty(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """One company of an introduction: when it was written to, what it answered. ``seen``: the
    version of the introduction in which what it is shown last changed; ``shown``: the version that
    it is shown, how often it did; 0 until it hears of it, and in events of before.
    ``first_answered_at``: where it answered again since."""

    organisation_id: UUID
    territory: str
    sent_at: datetime | None = None
    answer: Answer | None = None
    consent: bool = False
    reason: RefusalReason | None = None
    comment_given: bool = False
    contract_until: date | None = None
    answered_at: datetime | None = None
    first_answered_at: datetime | None = None
    disclosed_at: datetime | None = None
    seen: int = 0
    shown: int = 0


class Introduction(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """Types: ``introduction.sent.v1`` (mails were accepted: those of the parties that have
    ``sent_at``; the next one says the others'), ``introduction.answered.v1``,
    ``introduction.disclosed.v1`` (both received the other's contact; each disclosure is an event).

    On ``answered``, ``answered_by`` is the organisation whose answer by a mail's link this event
    carries; None: somebody answered over the API.
    """

    introduction_id: UUID
    synergy_id: UUID
    parties: tuple[IntroductionParty, ...]
    answered_by: UUID | None = None


class Attendee(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """One company of a meeting. ``seen``: the version of the meeting in which its own line last
    changed; ``shown``: the version that it is shown, how often it did; 0 in events of before."""

    organisation_id: UUID
    territory: str
    invited_at: datetime | None = None
    answer: MeetingAnswer | None = None
    attended: bool | None = None
    seen: int = 0
    shown: int = 0


class Meeting(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """Types: ``meeting.planned.v1``, ``meeting.invited.v1``, ``meeting.answered.v1``,
    ``meeting.moved.v1`` (its times, place or programme are others now), ``meeting.cancelled.v1``,
    ``meeting.attended.v1`` (attendance recorded).

    ``sequence``: how often what those invited have in their calendars was revised (RFC 5546); 0 as
    first planned. A move to other times takes the answers back."""

    meeting_id: UUID
    territory: str
    kind: MeetingKind
    starts_at: datetime
    ends_at: datetime
    synergy_ids: tuple[UUID, ...]
    attendees: tuple[Attendee, ...] = ()
    sequence: int = 0
    cancelled: bool = False
