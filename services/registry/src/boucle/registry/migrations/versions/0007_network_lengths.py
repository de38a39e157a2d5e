"""Sites tell how long the networks are that they are on.

Revision ID: 0007
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE site ADD COLUMN network_km jsonb NOT NULL DEFAULT '{}'::jsonb")
