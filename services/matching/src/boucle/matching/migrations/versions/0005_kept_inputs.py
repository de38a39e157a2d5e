"""A pair with a life keeps the inputs that its score came from, to compute it again at any time.

Those of the scores there are cannot be told any more: the next score of each pair brings its own.

Revision ID: 0005
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table pair add column inputs bytea")
    op.execute("update pair set inputs = '' from life where life.synergy_id = pair.synergy_id")
