"""These tables carry messages in each service's database, on their own metadata. The frozen SQL
that creates them is in ``messaging.sql``; a test compares both."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Identity,
    LargeBinary,
    MetaData,
    SmallInteger,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from boucle.platform.db.columns import column, moment, primary_key

messaging_metadata = MetaData()


class _Messaging(SQLModel, registry=registry(metadata=messaging_metadata)):
    metadata = messaging_metadata


class Outbox(_Messaging, table=True):
    """What happened and the broker has not acknowledged, in commit order per entity."""

    __tablename__ = "outbox"

    seq: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )
    event_id: UUID
    topic: str = column(Text)
    key: str = column(Text)
    headers: dict[str, str] = column(JSONB)
    payload: bytes
    created_at: datetime = moment()


class Progress(_Messaging, table=True):
    """How far a consumer went, and which owner (``epoch``) may move it."""

    __tablename__ = "progress"

    consumer: str = primary_key(Text)
    topic: str = primary_key(Text)
    partition: int = primary_key(SmallInteger)
    next_offset: int = column(BigInteger)
    epoch: int = column(BigInteger)


class DeadLetter(_Messaging, table=True):
    """An event that a consumer could not apply, whole, with why. ``topic``: the logical name;
    ``replayed_by``: the client id of who had it sent again, None for a command."""

    __tablename__ = "dead_letter"
    __table_args__ = (UniqueConstraint("consumer", "topic", "partition", "offset"),)

    id: int = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )
    consumer: str = column(Text)
    topic: str = column(Text)
    partition: int = column(SmallInteger)
    offset: int = column(BigInteger)
    key: str | None = column(Text, null=True)
    headers: dict[str, str] = column(JSONB)
    payload: bytes | None = column(LargeBinary, null=True)
    cause: str = column(Text)
    trace: str = column(Text)
    correlation_id: UUID | None
    failed_at: datetime = moment()
    replayed_at: datetime | None = moment(null=True)
    replayed_by: str | None = column(Text, null=True)


class Halt(_Messaging, table=True):
    """An event at which consumers halted, and who had them skip it. ``topic``: the logical name;
    ``consumer``: the first that met it; ``version``: of the entity, as text (it may be any)."""

    __tablename__ = "halt"

    topic: str = primary_key(Text)
    partition: int = primary_key(SmallInteger)
    offset: int = primary_key(BigInteger)
    consumer: str | None = column(Text, null=True)
    type: str = column(Text)
    subject: str = column(Text)
    version: str = column(Text)
    cause: str = column(Text)
    met_at: datetime = moment()
    skipped_at: datetime | None = moment(null=True)
    skipped_by: str | None = column(Text, null=True)
    reason: str | None = column(Text, null=True)


class Idempotency(_Messaging, table=True):
    """The answer given to a request that carried an ``Idempotency-Key``, to give it again."""

    __tablename__ = "idempotency"

    principal: str = primary_key(Text)
    key: str = primary_key(Text)
    request_hash: bytes
    status: int = column(SmallInteger)
    headers: dict[str, str] = column(JSONB)
    response: bytes
    created_at: datetime = moment(index=True)


class RevokedPrincipal(_Messaging, table=True):
    """A token of this client issued before ``not_before`` is worth nothing."""

    __tablename__ = "revoked_principal"

    client_id: str = primary_key(Text)
    not_before: datetime = moment()
