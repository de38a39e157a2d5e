"""The table ``inbox``, which nothing reads, leaves older databases."""

from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.execute("DROP TABLE IF EXISTS inbox")
