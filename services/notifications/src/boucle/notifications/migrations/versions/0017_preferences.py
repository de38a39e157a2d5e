"""What each contact chose, which holds who stopped our mails too; mails of one digest.

Revision ID: 0017
"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        create table preference (
            contact_id uuid not null primary key,
            language text,
            rhythm text not null,
            "off" text[] not null,
            quiet_from smallint,
            quiet_to smallint,
            paused_until date,
            stopped boolean not null,
            mail_id uuid not null,
            updated_at timestamptz not null,
            constraint preference_quiet_hours check (num_nonnulls(quiet_from, quiet_to) <> 1)
        )
        """
    )
    op.execute(
        """
        insert into preference (contact_id, rhythm, "off", stopped, mail_id, updated_at)
        select contact_id, 'at_once', '{}', true, mail_id, stopped_at from stopped_contact
        """
    )
    op.execute("drop table stopped_contact")
    op.execute("alter table mail add column digest_id uuid")
    op.execute("create index mail_digest on mail (digest_id) where digest_id is not null")
    op.execute(
        """
        create index mail_gathered on mail (due_at)
        where state = 'held' and digest_id is not null
        """
    )
    op.execute(
        """
        create index introduction_side_silent on introduction_side (sent_at)
        where sent_at is not null and answered_at is null
        """
    )
