"""Define the tables of webhooks."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from boucle.notifications.subscriptions.tables import SubscriptionsTable
from boucle.notifications.subscriptions.webhooks.decisions import (
    DeliveryState,
    Outcome,
    Reason,
    WebhookState,
)
from boucle.platform.db.columns import column, moment, primary_key


class WebhookRow(SubscriptionsTable, table=True):
    """An address that changes are sent to. ``types`` is null for all; ``contact``, ``secret`` and
    ``former_secret`` are sealed; ``position`` is the last change examined; ``notices`` are the
    mails still to send, tried again at ``notice_at``."""

    __tablename__ = "webhook"
    __table_args__ = (Index("webhook_client", "client_id", "created_at", "webhook_id"),)

    webhook_id: UUID = primary_key(Uuid)
    client_id: str = column(Text)
    url: str = column(Text)
    types: list[str] | None = column(ARRAY(Text), null=True)
    description: str = column(Text)
    contact: bytes | None = column(LargeBinary, null=True)
    secret: bytes = column(LargeBinary)
    former_secret: bytes | None = column(LargeBinary, null=True)
    former_until: datetime | None = moment(null=True)
    position: int = column(BigInteger)
    state: WebhookState = column(Text)
    reason: Reason | None = column(Text, null=True)
    failing_since: datetime | None = moment(null=True)
    not_before: datetime | None = moment(null=True)
    notices: list[str] = column(ARRAY(Text))
    notice_at: datetime | None = moment(null=True)
    version: int = column(BigInteger)
    created_at: datetime = moment()
    updated_at: datetime = moment()


class MessageRow(SubscriptionsTable, table=True):
    """A message, frozen when it was queued. ``number`` is its change's; ``due_at`` is when to try,
    and while ``sending`` when the attempt counts as dead; ``tries`` are those of the present plan;
    ``attempts`` are all, which also identifies the present one."""

    __tablename__ = "webhook_message"
    __table_args__ = (
        Index(
            "webhook_message_due",
            "webhook_id",
            "due_at",
            postgresql_where=text("state in ('due', 'sending')"),
        ),
        Index(
            "webhook_message_line",
            "webhook_id",
            "subject",
            "number",
            postgresql_where=text("state in ('waiting', 'due', 'sending')"),
        ),
        Index("webhook_message_log", "webhook_id", "created_at", "message_id"),
        Index("webhook_message_age", "created_at"),
    )

    message_id: UUID = primary_key(Uuid)
    webhook_id: UUID = column(Uuid, ForeignKey("webhook.webhook_id", ondelete="CASCADE"))
    number: int = column(BigInteger)
    type: str = column(Text)
    subject: UUID = column(Uuid)
    body: bytes = column(LargeBinary)
    state: DeliveryState = column(Text)
    due_at: datetime = moment()
    tries: int = column(Integer)
    attempts: int = column(Integer)
    created_at: datetime = moment()
    finished_at: datetime | None = moment(null=True)


class AttemptRow(SubscriptionsTable, table=True):
    """One attempt to deliver a message, and the beginning of the answer."""

    __tablename__ = "webhook_attempt"

    message_id: UUID = primary_key(
        Uuid, ForeignKey("webhook_message.message_id", ondelete="CASCADE")
    )
    attempt: int = primary_key(Integer)
    at: datetime = moment()
    duration_ms: int = column(Integer)
    outcome: Outcome = column(Text)
    status: int | None = column(SmallInteger, null=True)
    answer: str = column(Text)
