"""What is published leaves the outbox.

Revision ID: 0004
"""

from alembic import op

from boucle.platform.db import keep_unpublished_only

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    keep_unpublished_only(op)
