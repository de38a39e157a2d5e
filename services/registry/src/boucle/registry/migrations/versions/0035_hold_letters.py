"""Introductions of a territory may wait until an animator has read their letters."""

from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    op.execute("ALTER TABLE territory ADD COLUMN hold_letters boolean NOT NULL DEFAULT false")
