"""Tokens that are revoked before they end.

Revision ID: 0019
"""

from alembic import op

from boucle.platform.db import create_revoked_principal

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_revoked_principal(op)
