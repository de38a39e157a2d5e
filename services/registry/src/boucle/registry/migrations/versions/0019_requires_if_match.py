"""Territories and tools that ask for ``If-Match`` on every change.

Revision ID: 0019
"""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("territory", "client"):
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN requires_if_match boolean NOT NULL DEFAULT false"
        )
