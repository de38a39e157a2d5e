"""What the rows of an import were taken with.

Revision ID: 0020
"""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE bilan ADD COLUMN warnings jsonb NOT NULL DEFAULT '[]'::jsonb")
