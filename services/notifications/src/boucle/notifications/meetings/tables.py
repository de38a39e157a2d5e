"""Define the tables of meetings."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, SmallInteger, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY

from boucle.contract.events.notifications import MeetingAnswer, MeetingKind
from boucle.contract.events.reasons import SynergyKind
from boucle.notifications.tables import NotificationsTable
from boucle.platform.db.columns import column, moment, primary_key


class MeetingRow(NotificationsTable, table=True):
    """A meeting as its animator planned it; from ``sequence`` on: see ``MeetingRecord``."""

    __tablename__ = "meeting"
    __table_args__ = (
        Index("meeting_territory", "territory", "updated_at", "meeting_id"),
        Index("meeting_updated", "updated_at", "meeting_id"),
        Index("meeting_starts", "starts_at", "meeting_id"),
        Index("meeting_ended", "ends_at", postgresql_where=text("cancelled_at is null")),
    )

    meeting_id: UUID = primary_key(Uuid)
    event_id: UUID = column(Uuid)
    correlation_id: UUID = column(Uuid)
    entity_version: int = column(BigInteger)
    territory: str = column(Text)
    kind: MeetingKind = column(Text)
    title: str = column(Text)
    place: str = column(Text)
    starts_at: datetime = moment()
    ends_at: datetime = moment()
    synergy_ids: list[UUID] = column(ARRAY(Uuid))
    street: str | None = column(Text, null=True)
    agenda: str | None = column(Text, null=True)
    host_name: str | None = column(Text, null=True)
    host_phone: str | None = column(Text, null=True)
    sequence: int = column(Integer, server_default=text("0"))
    times_sequence: int = column(Integer, server_default=text("0"))
    revised_at: datetime | None = moment(null=True)
    moved_from: datetime | None = moment(null=True)
    cancelled_at: datetime | None = moment(null=True)
    cancel_reason: str | None = column(Text, null=True)
    created_by: str = column(Text)
    created_at: datetime = moment()
    updated_at: datetime = moment()


class InviteeRow(NotificationsTable, table=True):
    """One company of a meeting. ``seen``, ``shown``, ``changed_at``: see ``Invitee``."""

    __tablename__ = "invitee"
    __table_args__ = (Index("invitee_organisation", "organisation_id"),)

    meeting_id: UUID = primary_key(Uuid, ForeignKey("meeting.meeting_id"))
    organisation_id: UUID = primary_key(Uuid)
    position: int = column(SmallInteger)
    territory: str = column(Text)
    invited_at: datetime | None = moment(null=True)
    answer: MeetingAnswer | None = column(Text, null=True)
    answered_at: datetime | None = moment(null=True)
    attended: bool | None
    seen: int = column(BigInteger, server_default=text("1"))
    shown: int = column(BigInteger, server_default=text("1"))
    changed_at: datetime | None = moment(null=True)


class LeadRow(NotificationsTable, table=True):
    """What companies said at a meeting that they could do together. ``organisations`` and ``roles``
    go side by side. ``synergy_id``: the synergy that was opened of it. No event carries it."""

    __tablename__ = "lead"
    __table_args__ = (Index("lead_meeting", "meeting_id", "captured_at", "lead_id"),)

    lead_id: UUID = primary_key(Uuid)
    meeting_id: UUID = column(Uuid, ForeignKey("meeting.meeting_id"))
    kind: SynergyKind = column(Text)
    organisations: list[UUID] = column(ARRAY(Uuid))
    roles: list[str] = column(ARRAY(Text))
    what: str = column(Text)
    note: str = column(Text)
    captured_by: str = column(Text)
    captured_at: datetime = moment()
    updated_at: datetime = moment()
    synergy_id: UUID | None = column(Uuid, null=True)
