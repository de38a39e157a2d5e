"""Meetings in the order in which they start.

Revision ID: 0011
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE INDEX meeting_starts ON meeting (starts_at, meeting_id)")
