"""Territories bound the letters of a week.

Revision ID: 0011
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE territory ADD COLUMN max_letters_a_week integer NOT NULL DEFAULT 5")
