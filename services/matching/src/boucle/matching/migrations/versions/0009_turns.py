"""A partition's lists have a version, their turn, under which what changed is told.

Revision ID: 0009
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table owned_partition add column turn bigint not null default 0")
    op.execute("alter table owned_partition alter column turn drop default")
