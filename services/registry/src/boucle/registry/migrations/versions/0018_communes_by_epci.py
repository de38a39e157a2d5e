"""Communes by their EPCI: how far a site without a commune is from its territory.

Revision ID: 0018
"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE INDEX commune_by_epci ON commune (epci)")
