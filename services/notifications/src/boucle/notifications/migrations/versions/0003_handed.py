"""Mails that left and are not told of yet are found by an index of their own.

Revision ID: 0003
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("create index mail_handed on mail (sent_at) where state = 'handed'")
