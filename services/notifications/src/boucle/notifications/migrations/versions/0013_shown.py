"""Changes with the version that each party is shown; lines of a meeting with theirs.

Companies were shown the meeting's own until now: theirs go on from it.

Revision ID: 0013
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE change ADD COLUMN parties uuid[], ADD COLUMN shown bigint[]")
    op.execute(
        """
        ALTER TABLE invitee ADD COLUMN seen bigint NOT NULL DEFAULT 1,
            ADD COLUMN shown bigint NOT NULL DEFAULT 1, ADD COLUMN changed_at timestamptz
        """
    )
    op.execute(
        """
        UPDATE invitee SET seen = m.entity_version, shown = m.entity_version,
            changed_at = m.updated_at
        FROM meeting m WHERE m.meeting_id = invitee.meeting_id
        """
    )
