"""Territories have a least gain for each kind of synergy."""

from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.execute("ALTER TABLE territory ADD COLUMN least_gain jsonb DEFAULT '{}' NOT NULL")
