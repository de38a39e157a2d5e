"""Tables that carry messages, in each service's database, on a metadata of their own.

The frozen SQL that creates them is in ``migrations``; a test holds both equal.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
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

messaging_metadata = MetaData()


class _Messaging(SQLModel, registry=registry(metadata=messaging_metadata)):
    metadata = messaging_metadata


def _moment(*, nullable: bool = False, index: bool = False) -> Any:
    return Field(sa_column=Column(DateTime(timezone=True), nullable=nullable, index=index))


def _key(column_type: Any = Text) -> Any:
    return Field(sa_column=Column(column_type, primary_key=True, autoincrement=False))


class Outbox(_Messaging, table=True):
    """What happened and the broker has not acknowledged, in commit order per entity."""

    __tablename__ = "outbox"

    seq: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )
    event_id: UUID
    topic: str = Field(sa_type=Text)
    key: str = Field(sa_type=Text)
    headers: dict[str, str] = Field(sa_column=Column(JSONB, nullable=False))
    payload: bytes
    created_at: datetime = _moment()


class Progress(_Messaging, table=True):
    """How far a consumer went, and which owner (``epoch``) may move it."""

    __tablename__ = "progress"

    consumer: str = _key()
    topic: str = _key()
    partition: int = _key(SmallInteger)
    next_offset: int = Field(sa_type=BigInteger)
    epoch: int = Field(sa_type=BigInteger)


class DeadLetter(_Messaging, table=True):
    """An event that a consumer could not apply, whole, with why. ``topic``: the logical name."""

    __tablename__ = "dead_letter"
    __table_args__ = (UniqueConstraint("consumer", "topic", "partition", "offset"),)

    id: int = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )
    consumer: str = Field(sa_type=Text)
    topic: str = Field(sa_type=Text)
    partition: int = Field(sa_type=SmallInteger)
    offset: int = Field(sa_type=BigInteger)
    key: str | None = Field(sa_type=Text)
    headers: dict[str, str] = Field(sa_column=Column(JSONB, nullable=False))
    payload: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    cause: str = Field(sa_type=Text)
    trace: str = Field(sa_type=Text)
    correlation_id: UUID | None
    failed_at: datetime = _moment()
    replayed_at: datetime | None = _moment(nullable=True)


class Inbox(_Messaging, table=True):
    """Nothing writes it: a relay of the release before prunes it, while a service is renewed."""

    __tablename__ = "inbox"

    consumer: str = _key()
    event_id: UUID = Field(primary_key=True)
    seen_at: datetime = _moment(index=True)


class Idempotency(_Messaging, table=True):
    """The answer given to a request that carried an ``Idempotency-Key``, to give it again."""

    __tablename__ = "idempotency"

    principal: str = _key()
    key: str = _key()
    request_hash: bytes
    status: int = Field(sa_type=SmallInteger)
    headers: dict[str, str] = Field(sa_column=Column(JSONB, nullable=False))
    response: bytes
    created_at: datetime = _moment(index=True)
