"""Define the tables of notifications, equal to those of the migrations (a test compares them)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    SmallInteger,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from boucle.platform.db.columns import column, moment, primary_key

METADATA = MetaData()


class NotificationsTable(SQLModel, registry=registry(metadata=METADATA)):
    """Root of this service's tables: it has metadata of its own."""

    metadata = METADATA


class PublishedLifeRow(NotificationsTable, table=True):
    """A synergy's life as matching last published it: ``body`` is msgspec JSON of ``Life``."""

    __tablename__ = "life"

    synergy_id: UUID = primary_key(Uuid)
    entity_version: int = column(BigInteger)
    state: str = column(Text)
    territories: list[str] = column(ARRAY(Text))
    body: bytes = column(LargeBinary)
    updated_at: datetime = moment()


class SignInMailRow(NotificationsTable, table=True):
    """A mail by which a person signs in, until it is sent: registry says the rest. ``attempts``:
    how often it was tried."""

    __tablename__ = "sign_in_mail"

    sign_in: UUID = primary_key(Uuid)
    due_at: datetime = moment()
    attempts: int = column(SmallInteger)


class MorningMailRow(NotificationsTable, table=True):
    """How far an animator's morning mails reach. ``reader``: of a keyed hash of the address, which
    stays where they stopped them. ``attempts``: how often the next was tried."""

    __tablename__ = "morning_mail"

    reader: UUID = primary_key(Uuid)
    covered_to: datetime = moment()
    due_at: datetime = moment()
    attempts: int = column(SmallInteger)
    stopped_at: datetime | None = moment(null=True)


class IntroductionRow(NotificationsTable, table=True):
    """One introduction; ``event_id`` is the life event that called for it.

    ``automatic``: the policy chose it. ``others_held``: whoever was asked first agreed, and the
    others' mails wait for room; ``held_until`` is then theirs.
    """

    __tablename__ = "introduction"
    __table_args__ = (
        Index("introduction_synergy", "synergy_id", "created_at"),
        Index("introduction_updated", "updated_at", "introduction_id"),
        Index("introduction_held", "score", postgresql_where=text("state = 'held' or others_held")),
    )

    introduction_id: UUID = primary_key(Uuid)
    synergy_id: UUID = column(Uuid)
    event_id: UUID = column(Uuid)
    correlation_id: UUID = column(Uuid)
    entity_version: int = column(BigInteger)
    state: str = column(Text)
    score: int
    automatic: bool = column(Boolean, server_default=text("true"))
    asked_first: UUID | None = column(Uuid, null=True)
    others_held: bool = column(Boolean, server_default=text("false"))
    held_until: datetime | None = moment(null=True)
    held_by: list[str] = column(ARRAY(Text), server_default=text("'{}'"))
    created_at: datetime = moment()
    updated_at: datetime = moment()


class ReviewingTerritoryRow(NotificationsTable, table=True):
    """Whether a territory's animators read letters before they leave, as registry last said."""

    __tablename__ = "reviewing_territory"

    territory: str = primary_key(Text)
    entity_version: int = column(BigInteger)
    holds: bool = column(Boolean)


class IntroductionSide(NotificationsTable, table=True):
    """One company of an introduction; only its animator reads ``comment``. ``seen``, ``shown`` and
    ``changed_at`` are those of ``InformedSide``."""

    __tablename__ = "introduction_side"
    __table_args__ = (
        Index("introduction_side_organisation", "organisation_id"),
        Index("introduction_side_territory", "territory"),
        Index(
            "introduction_side_silent",
            "sent_at",
            postgresql_where=text("sent_at is not null and answered_at is null"),
        ),
    )

    introduction_id: UUID = primary_key(Uuid, ForeignKey("introduction.introduction_id"))
    organisation_id: UUID = primary_key(Uuid)
    position: int = column(SmallInteger)
    territory: str = column(Text)
    sent_at: datetime | None = moment(null=True)
    answer: str | None = column(Text, null=True)
    consent: bool
    reason: str | None = column(Text, null=True)
    comment: str = column(Text)
    contract_until: date | None = column(Date, null=True)
    answered_at: datetime | None = moment(null=True)
    disclosed_at: datetime | None = moment(null=True)
    seen: int = column(BigInteger, server_default=text("0"))
    shown: int = column(BigInteger, server_default=text("0"))
    changed_at: datetime | None = moment(null=True)
    first_answered_at: datetime | None = moment(null=True)


class MailRow(NotificationsTable, table=True):
    """One mail to one company: held, kept, due, sending, handed, sent, failed or withdrawn.
    ``due_at`` is when to try; while ``sending``, when the attempt counts as dead and is repeated.
    ``contact_id`` is its reader, chosen at the first attempt; null again once erased. ``person`` is
    a keyed hash of the address, which stays; no address is stored. ``passed_from`` is the mail
    whose reader named this one's. ``digest_id`` groups the mails of one message (to one
    contact)."""

    __tablename__ = "mail"
    __table_args__ = (
        CheckConstraint("num_nonnulls(introduction_id, meeting_id) = 1", name="mail_of_one_matter"),
        Index(
            "mail_once_per_step",
            *("introduction_id", "step", "organisation_id"),
            text("COALESCE(passed_from, '00000000-0000-0000-0000-000000000000'::uuid)"),
            unique=True,  # one for each change of a group or contact, by its id
            postgresql_where=text(
                "step <> all (array['carrier_named', 'member_left', 'at_risk', 'group_over', "
                "'contact_left', 'question_answered'])"
            ),
        ),
        Index(
            "mail_once_per_meeting",
            "meeting_id",
            "organisation_id",
            "step",
            unique=True,  # updates: one for each revision, by their id
            postgresql_where=text("step <> 'meeting_update'"),
        ),
        Index("mail_meeting", "meeting_id", postgresql_where=text("meeting_id is not null")),
        Index("mail_due", "due_at", postgresql_where=text("state in ('due', 'sending')")),
        Index("mail_handed", "sent_at", postgresql_where=text("state = 'handed'")),
        Index("mail_organisation", "organisation_id", "created_at"),
        Index("mail_digest", "digest_id", postgresql_where=text("digest_id is not null")),
        Index(
            "mail_gathered",
            "due_at",
            postgresql_where=text("state = 'held' and digest_id is not null"),
        ),
    )

    mail_id: UUID = primary_key(Uuid)
    event_id: UUID = column(Uuid)
    step: str = column(Text)
    introduction_id: UUID | None = Field(
        sa_column=Column(Uuid, ForeignKey("introduction.introduction_id"), nullable=True)
    )
    meeting_id: UUID | None = Field(
        sa_column=Column(Uuid, ForeignKey("meeting.meeting_id"), nullable=True)
    )
    organisation_id: UUID = column(Uuid)
    contact_id: UUID | None = column(Uuid, null=True)
    digest_id: UUID | None = column(Uuid, null=True)
    state: str = column(Text)
    due_at: datetime = moment()
    attempts: int
    reason: str | None = column(Text, null=True)
    created_at: datetime = moment()
    sent_at: datetime | None = moment(null=True)
    passed_from: UUID | None = Field(
        sa_column=Column(Uuid, ForeignKey("mail.mail_id"), nullable=True)
    )
    person: str | None = column(Text, null=True)


class QuestionRow(NotificationsTable, table=True):
    """What a company asks its animator about an introduction, and what is answered. ``contact_id``:
    who asked on a page."""

    __tablename__ = "question"
    __table_args__ = (
        Index("question_introduction", "introduction_id", "organisation_id"),
        Index("question_asked", "asked_at", "question_id"),
    )

    question_id: UUID = primary_key(Uuid)
    introduction_id: UUID = column(Uuid, ForeignKey("introduction.introduction_id"))
    organisation_id: UUID = column(Uuid)
    contact_id: UUID | None = column(Uuid, null=True)
    text: str = column(Text)
    asked_at: datetime = moment()
    answer: str | None = column(Text, null=True)
    answered_at: datetime | None = moment(null=True)
    answered_by: str | None = column(Text, null=True)


class LetterNoteRow(NotificationsTable, table=True):
    """What an animator adds, in their own words, to the introduction of one company."""

    __tablename__ = "letter_note"

    synergy_id: UUID = primary_key(Uuid)
    organisation_id: UUID = primary_key(Uuid)
    note: str = column(Text)
    written_by: str = column(Text)
    updated_at: datetime = moment()


class SandboxMailRow(NotificationsTable, table=True):
    """A mail of a sandbox, as it would have left: it was not sent."""

    __tablename__ = "sandbox_mail"
    __table_args__ = (Index("sandbox_mail_sandbox", "sandbox", "at", "mail_id"),)

    mail_id: UUID = primary_key(Uuid, ForeignKey("mail.mail_id"))
    sandbox: str = column(Text)
    content: bytes = column(LargeBinary)
    at: datetime = moment()


class RestoreRow(NotificationsTable, table=True):
    """The restores of this database. A mail for an event from before the last one may have left
    already: it is ``kept`` until somebody releases it."""

    __tablename__ = "restored"

    restored_at: datetime = Field(sa_column=Column(DateTime(timezone=True), primary_key=True))


class PreferenceRow(NotificationsTable, table=True):
    """What somebody chose about our mails, and by which mail's link. Those who chose nothing have
    none."""

    __tablename__ = "preference"
    __table_args__ = (
        CheckConstraint("num_nonnulls(quiet_from, quiet_to) <> 1", name="preference_quiet_hours"),
    )

    contact_id: UUID = primary_key(Uuid)
    language: str | None = column(Text, null=True)
    rhythm: str = column(Text)
    off: list[str] = column(ARRAY(Text))
    quiet_from: int | None = column(SmallInteger, null=True)
    quiet_to: int | None = column(SmallInteger, null=True)
    paused_until: date | None = column(Date, null=True)
    stopped: bool
    mail_id: UUID = column(Uuid)
    updated_at: datetime = moment()


class StoppedPersonRow(NotificationsTable, table=True):
    """A person who wants no more mail, from whichever organisation: a keyed hash of the address,
    which stays when the person is erased. ``mail_id`` is the one whose link was used."""

    __tablename__ = "stopped_person"

    person: str = primary_key(Text)
    mail_id: UUID = column(Uuid)
    stopped_at: datetime = moment()
