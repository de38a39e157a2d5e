"""Territories tighten what a route itself limits.

Revision ID: 0009
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE territory ADD COLUMN route_limits jsonb NOT NULL DEFAULT '{}'::jsonb")
