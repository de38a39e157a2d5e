"""Tables that change all the time are vacuumed before they grow.

Revision ID: 0006
"""

from alembic import op

from boucle.platform.db import vacuum_outbox_often

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    vacuum_outbox_often(op)
