"""Model a meeting as a value: who may see and organise it, and what each command does. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from boucle.contract.events.notifications import Attendee, Meeting, MeetingAnswer, MeetingKind
from boucle.platform.errors import Fault, conflict, forbidden, invalid, invalid_field, written
from boucle.platform.events import event_id
from boucle.platform.identity.principal import Principal
from boucle.platform.translating import tr

_FARTHEST: Final = timedelta(days=5 * 366)
_LONGEST: Final = timedelta(days=31)
_INVITED: Final = "a company of this meeting"


@dataclass(frozen=True, slots=True)
class Invitee:
    """One company of a meeting. ``seen`` is the version in which its line last changed,
    ``changed_at`` when; ``shown`` counts these changes: it is the version shown."""

    organisation_id: UUID
    territory: str
    invited_at: datetime | None = None
    answer: MeetingAnswer | None = None
    answered_at: datetime | None = None
    attended: bool | None = None
    seen: int = 1
    shown: int = 1
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Host:
    """The person who receives on the day, as the animator names them to those invited."""

    name: str
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """A meeting in full. ``title``, ``place``, ``street``, ``agenda``, ``host`` and
    ``cancel_reason`` are for those invited: never in an event. ``sequence`` counts revisions,
    ``revised_at`` is the last one; ``times_sequence`` is the sequence of its present times,
    ``moved_from`` its start before that."""

    meeting_id: UUID
    version: int
    territory: str
    kind: MeetingKind
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    synergy_ids: tuple[UUID, ...]
    invitees: tuple[Invitee, ...] = ()
    street: str | None = None
    agenda: str | None = None
    host: Host | None = None
    sequence: int = 0
    times_sequence: int = 0
    revised_at: datetime | None = None
    moved_from: datetime | None = None
    cancelled_at: datetime | None = None
    cancel_reason: str | None = None

    @property
    def where(self) -> str:
        return f"{self.place}, {self.street}" if self.street else self.place

    def invitee(self, organisation: UUID) -> Invitee:
        return next(one for one in self.invitees if one.organisation_id == organisation)

    def with_invitee(self, changed: Invitee, now: datetime) -> "MeetingRecord":
        return self.with_invitees(
            tuple(
                changed if one.organisation_id == changed.organisation_id else one
                for one in self.invitees
            ),
            now,
        )

    def with_invitees(self, changed: tuple[Invitee, ...], now: datetime) -> "MeetingRecord":
        version = self.version + 1
        invitees = tuple(
            one if one == was else replace(one, seen=version, shown=was.shown + 1, changed_at=now)
            for was, one in zip(self.invitees, changed, strict=True)
        )
        return replace(self, invitees=invitees, version=version)

    def changed_at(self, principal: Principal, changed_at: datetime) -> datetime:
        """Return when what the principal may see last changed: a company, its own line.
        ``changed_at`` is the meeting's."""
        own = (
            one.changed_at
            for one in self.invitees
            if one.changed_at is not None and one.organisation_id in principal.organisations
        )
        return max(own, default=changed_at) if principal.role == "company" else changed_at


def may_name(principal: Principal, organisation: UUID, territory: str) -> bool:
    """Tell who reads a company's id: itself, its territory's animators and operators."""
    return (
        principal.role == "operator"
        or organisation in principal.organisations
        or territory in principal.territories
    )


def may_organise(principal: Principal, meeting: MeetingRecord) -> bool:
    return principal.role == "operator" or meeting.territory in principal.territories


def may_see(principal: Principal, meeting: MeetingRecord) -> bool:
    return may_organise(principal, meeting) or any(
        one.organisation_id in principal.organisations for one in meeting.invitees
    )


def chosen_territory(principal: Principal, wanted: str | None) -> str:
    """Return the meeting's territory: the one wanted, or the animator's only one. Raise Forbidden,
    Invalid."""
    if wanted is not None:
        if principal.role == "animator" and wanted not in principal.territories:
            raise forbidden(tr("{wanted} is not a territory that you animate", wanted=wanted))
        return wanted
    if len(principal.territories) == 1:
        return next(iter(principal.territories))
    raise invalid_field(
        "body.territory", None, "no territory is given", "the SIREN of one of yours"
    )


def check_dates(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Raise Invalid unless a meeting ends after it starts, and starts within five years."""
    errors: list[Fault] = []

    def wrong(field: str, value: datetime, message: str, expected: str) -> None:
        errors.append(Fault(f"body.{field}", value, message, expected))

    if ends_at <= starts_at:
        wrong("ends_at", ends_at, "it ends before it starts", f"after {written(starts_at)}")
    elif ends_at - starts_at > _LONGEST:
        wrong("ends_at", ends_at, "it lasts too long", "at most 31 days after starts_at")
    if starts_at <= now:
        least = written(now.replace(microsecond=0))
        wrong("starts_at", starts_at, "it is in the past", f"after {least}")
    elif starts_at > now + _FARTHEST:
        wrong("starts_at", starts_at, "it is too far away", "within five years")
    if errors:
        raise invalid(errors)


def planning_of(meeting_id: UUID) -> UUID:
    """Return the id of the event of its planning, which caused the invitations."""
    return event_id("/boucle/notifications", "meeting.planned.v1", str(meeting_id), 1)


def calendar_uid(meeting_id: UUID) -> str:
    return f"{meeting_id}@boucle"


def attendee_id(meeting_id: UUID, place: int) -> UUID:
    """Return an id of the company at that place of the list, valid in this meeting only: it follows
    from nothing of the company."""
    return uuid5(meeting_id, str(place))


def attendance(
    meeting: MeetingRecord, principal: Principal, declared: Sequence[tuple[UUID | None, bool]]
) -> dict[UUID, bool]:
    """Return, by organisation, whether it came. ``declared`` is by attendee id, or by organisation
    id where the principal may know it. Raise Invalid, and Conflict for a cancelled meeting."""
    if meeting.cancelled_at is not None:
        raise conflict(
            "it was cancelled: nobody came",
            code="meeting-cancelled",
            title="The meeting was cancelled",
        )
    known: dict[UUID | None, UUID] = {}
    for place, one in enumerate(meeting.invitees):
        known[attendee_id(meeting.meeting_id, place)] = one.organisation_id
        if may_name(principal, one.organisation_id, one.territory):
            known[one.organisation_id] = one.organisation_id
    errors = [
        Fault(f"body.attendance[{rank}].organisation_id", id_, "not invited", _INVITED)
        for rank, (id_, _) in enumerate(declared)
        if id_ not in known
    ]
    if errors:
        raise invalid(errors)
    return {known[id_]: came for id_, came in declared}


def with_attendance(
    meeting: MeetingRecord, came: Mapping[UUID, bool], now: datetime
) -> MeetingRecord | None:
    after = tuple(
        replace(one, attended=came.get(one.organisation_id, one.attended))
        for one in meeting.invitees
    )
    if after == meeting.invitees:
        return None
    return meeting.with_invitees(after, now)


def meeting_event(meeting: MeetingRecord) -> Meeting:
    return Meeting(
        meeting_id=meeting.meeting_id,
        territory=meeting.territory,
        kind=meeting.kind,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        synergy_ids=meeting.synergy_ids,
        sequence=meeting.sequence,
        cancelled=meeting.cancelled_at is not None,
        attendees=tuple(
            Attendee(
                organisation_id=one.organisation_id,
                territory=one.territory,
                invited_at=one.invited_at,
                answer=one.answer,
                attended=one.attended,
                seen=one.seen,
                shown=one.shown,
            )
            for one in meeting.invitees
        ),
    )
