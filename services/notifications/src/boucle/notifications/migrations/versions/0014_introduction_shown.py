"""Sides of an introduction with the version that its company is shown.

Companies that had heard of it were shown the introduction's own until now: theirs go on from it.

Revision ID: 0014
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        ALTER TABLE introduction_side ADD COLUMN seen bigint NOT NULL DEFAULT 0,
            ADD COLUMN shown bigint NOT NULL DEFAULT 0, ADD COLUMN changed_at timestamptz
        """
    )
    op.execute(
        """
        UPDATE introduction_side s SET seen = greatest(i.entity_version, 1),
            shown = greatest(i.entity_version, 1), changed_at = i.updated_at
        FROM introduction i WHERE i.introduction_id = s.introduction_id
            AND num_nonnulls(s.sent_at, s.answered_at, s.disclosed_at) > 0
        """
    )
