"""Imports tell which of their rows are of no known family, and what they may be."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute("ALTER TABLE bilan ADD COLUMN to_classify jsonb NOT NULL DEFAULT '[]'::jsonb")
