"""Events at which consumers halted, and who had them skipped.

Revision ID: 0029
"""

from alembic import op

from boucle.platform.db import keep_halts

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    keep_halts(op)
