"""Meetings with a street, a programme and a host, that are moved and cancelled; their mails.

Revision ID: 0015
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        ALTER TABLE meeting ADD COLUMN street text, ADD COLUMN agenda text,
            ADD COLUMN host_name text, ADD COLUMN host_phone text,
            ADD COLUMN sequence integer NOT NULL DEFAULT 0,
            ADD COLUMN times_sequence integer NOT NULL DEFAULT 0,
            ADD COLUMN revised_at timestamptz, ADD COLUMN moved_from timestamptz,
            ADD COLUMN cancelled_at timestamptz, ADD COLUMN cancel_reason text
        """
    )
    op.execute("ALTER TABLE mail DROP CONSTRAINT mail_once_per_meeting")
    op.execute(
        """
        CREATE UNIQUE INDEX mail_once_per_meeting ON mail (meeting_id, organisation_id, step)
        WHERE step <> 'meeting_update'
        """
    )
    op.execute("CREATE INDEX mail_meeting ON mail (meeting_id) WHERE meeting_id IS NOT NULL")
    op.execute("CREATE INDEX meeting_ended ON meeting (ends_at) WHERE cancelled_at IS NULL")
