"""Who had a dead letter sent again."""

from alembic import op

from boucle.platform.db import REPLAYED_BY

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.execute(REPLAYED_BY)
