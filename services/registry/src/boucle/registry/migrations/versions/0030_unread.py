"""The table ``inbox`` and the column ``flow.place``, which nothing reads, leave older databases."""

from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.execute("ALTER TABLE flow DROP COLUMN IF EXISTS place")
    op.execute("DROP TABLE IF EXISTS inbox")
