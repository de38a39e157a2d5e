"""Events at which consumers halted, and who had them skipped.

Revision ID: 0020
"""

from alembic import op

from boucle.platform.db import keep_halts

revision = "0020"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    keep_halts(op)
