"""What is published leaves the outbox.

Revision ID: 0003
"""

from alembic import op

from boucle.platform.db import keep_unpublished_only

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    keep_unpublished_only(op)
