"""Tokens that are revoked before they end.

Revision ID: 0026
"""

from alembic import op

from boucle.platform.db import create_revoked_principal

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_revoked_principal(op)
    op.execute("ALTER TABLE client ADD COLUMN entity_version bigint NOT NULL DEFAULT 0")
    op.execute("ALTER TABLE client ADD COLUMN given_by text")
