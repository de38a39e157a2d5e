"""Groups that an animator was shown by copies of members elsewhere."""

from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.execute("CREATE TABLE group_across (synergy_id uuid PRIMARY KEY, market text NOT NULL)")
