"""Webhooks: where changes are sent, what was queued for each, and how it was answered.

Revision ID: 0010
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The default is for the version before, which may still run.
    op.execute("alter table change add column happened_at timestamptz not null default now()")
    op.execute("update change set happened_at = at")
    op.execute(
        """
        create table webhook (
            webhook_id uuid not null primary key,
            client_id text not null,
            url text not null,
            types text[],
            description text not null,
            contact bytea,
            secret bytea not null,
            former_secret bytea,
            former_until timestamptz,
            position bigint not null,
            state text not null,
            reason text,
            failing_since timestamptz,
            not_before timestamptz,
            notices text[] not null,
            notice_at timestamptz,
            version bigint not null,
            created_at timestamptz not null,
            updated_at timestamptz not null
        )
        """
    )
    op.execute("create index webhook_client on webhook (client_id, created_at, webhook_id)")
    op.execute(
        """
        create table webhook_message (
            message_id uuid not null primary key,
            webhook_id uuid not null references webhook (webhook_id) on delete cascade,
            number bigint not null,
            type text not null,
            subject uuid not null,
            body bytea not null,
            state text not null,
            due_at timestamptz not null,
            tries integer not null,
            attempts integer not null,
            created_at timestamptz not null,
            finished_at timestamptz
        )
        """
    )
    op.execute(
        "create index webhook_message_due on webhook_message (webhook_id, due_at) "
        "where state in ('due', 'sending')"
    )
    op.execute(
        "create index webhook_message_line on webhook_message (webhook_id, subject, number) "
        "where state in ('waiting', 'due', 'sending')"
    )
    op.execute(
        "create index webhook_message_log on webhook_message (webhook_id, created_at, message_id)"
    )
    op.execute("create index webhook_message_age on webhook_message (created_at)")
    op.execute(
        """
        create table webhook_attempt (
            message_id uuid not null references webhook_message (message_id) on delete cascade,
            attempt integer not null,
            at timestamptz not null,
            duration_ms integer not null,
            outcome text not null,
            status smallint,
            answer text not null,
            primary key (message_id, attempt)
        )
        """
    )
