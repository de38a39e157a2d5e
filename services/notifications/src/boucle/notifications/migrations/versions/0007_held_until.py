"""Until when an introduction waits whose companies were introduced to each other before.

Revision ID: 0007
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table introduction add column held_until timestamptz")
