"""Tables that change all the time are vacuumed before they grow.

Revision ID: 0011
"""

from alembic import op

from boucle.platform.db import vacuum_outbox_often

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    vacuum_outbox_often(op)
