"""Pairs across a border that an animator was shown by a copy of the other side."""

from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.execute(
        "CREATE TABLE pair_across "
        "(synergy_id uuid PRIMARY KEY, offer uuid NOT NULL, need uuid NOT NULL)"
    )
