"""Changes with the version that each party is shown.

Revision ID: 0013
"""

from alembic import op

revision = "0013"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE change ADD COLUMN parties uuid[], ADD COLUMN shown bigint[]")
