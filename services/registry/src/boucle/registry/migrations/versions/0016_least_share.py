"""The least share of a need that a pair must move to be mailed.

Revision ID: 0016
"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE territory ADD COLUMN least_share text NOT NULL DEFAULT '0.02'")
