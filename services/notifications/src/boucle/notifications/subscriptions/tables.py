"""Define the root of subscriptions' tables, and the feed's tables."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
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
from sqlmodel import SQLModel

from boucle.platform.db.columns import column, moment, primary_key

METADATA = MetaData()


class SubscriptionsTable(SQLModel, registry=registry(metadata=METADATA)):
    """Root of these tables: they have metadata of their own."""

    metadata = METADATA


class FeedRow(SubscriptionsTable, table=True):
    """The feed, in one row, which an append locks. ``feed_id`` changes after a restore; ``secret``
    seals its cursors; ``number`` is that of its last change, ``forgotten`` that of the last deleted
    one."""

    __tablename__ = "feed"
    __table_args__ = (CheckConstraint("id = 1", name="feed_one"),)

    id: int = primary_key(SmallInteger)
    feed_id: UUID = column(Uuid)
    secret: bytes = column(LargeBinary)
    number: int = column(BigInteger)
    forgotten: int = column(BigInteger)


class ChangeRow(SubscriptionsTable, table=True):
    """A thing got a new version, and who may learn of it. ``at`` is when the feed got it, from
    which its retention counts; ``happened_at`` as its event says. ``parties`` and ``shown`` are the
    parties' own versions, and one more of their common part; ``facts``: what became of it for each
    of them."""

    __tablename__ = "change"

    number: int = primary_key(BigInteger)
    at: datetime = moment()
    type: str = column(Text)
    subject: UUID = column(Uuid)
    version: int = column(BigInteger)
    what: str = column(Text)
    organisations: list[UUID] = column(ARRAY(Uuid))
    territories: list[str] = column(ARRAY(Text))
    tool: str | None = column(Text, null=True)
    happened_at: datetime = moment(server_default=text("now()"))
    parties: list[UUID] | None = column(ARRAY(Uuid), null=True)
    shown: list[int] | None = column(ARRAY(BigInteger), null=True)
    facts: list[str] | None = column(ARRAY(Text), null=True)


class FollowedRow(SubscriptionsTable, table=True):
    """A thing as last published in the feed; ``tools``, of a site, are those that its company
    authorises. ``parties``, ``steps``, ``sides``: of a synergy, how far it came for each party.
    ``expiring_on``: of a flow, when its followers hear that its last day comes."""

    __tablename__ = "followed"
    __table_args__ = (
        Index(
            "followed_tools",
            "tools",
            postgresql_using="gin",
            postgresql_where=text("type = 'site'"),
        ),
        Index(
            "followed_expiring",
            "expiring_on",
            postgresql_where=text("expiring_on IS NOT NULL"),
        ),
    )

    type: str = primary_key(Text)
    subject: UUID = primary_key(Uuid)
    version: int = column(BigInteger)
    organisations: list[UUID] = column(ARRAY(Uuid))
    territories: list[str] = column(ARRAY(Text))
    tools: list[str] = column(ARRAY(Text))
    parties: list[UUID] = column(ARRAY(Uuid), server_default=text("'{}'"))
    steps: list[int] = column(ARRAY(SmallInteger), server_default=text("'{}'"))
    sides: list[int] = column(ARRAY(SmallInteger), server_default=text("'{}'"))
    expiring_on: date | None = column(Date, null=True)
