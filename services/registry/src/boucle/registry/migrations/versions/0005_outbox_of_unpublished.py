"""What is published leaves the outbox.

Revision ID: 0005
"""

from alembic import op

from boucle.platform.db import keep_unpublished_only

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    keep_unpublished_only(op)
