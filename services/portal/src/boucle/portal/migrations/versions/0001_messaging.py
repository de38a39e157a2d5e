"""Messaging.

Revision ID: 0001
"""

from alembic import op

from boucle.common.db import create_messaging_tables, keep_unpublished_only

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_messaging_tables(op)
    keep_unpublished_only(op)
