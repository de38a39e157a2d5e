"""Who had a dead letter sent again."""

from alembic import op

from boucle.platform.db import REPLAYED_BY

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.execute(REPLAYED_BY)
