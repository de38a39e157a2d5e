"""A life of a group says whose declarations it is found among.

Revision ID: 0018
"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table life add column market text")
    op.execute("create index life_market on life (market) where market is not null")
