"""The table ``inbox``, which nothing reads, leaves older databases."""

from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.execute("DROP TABLE IF EXISTS inbox")
