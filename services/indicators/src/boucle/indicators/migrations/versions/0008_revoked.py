"""Tokens that are revoked before they end.

Revision ID: 0008
"""

from alembic import op

from boucle.platform.db import create_revoked_principal

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_revoked_principal(op)
