"""After a restore: until when what happened may have been written about already.

Revision ID: 0002
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        create table restored (
            restored_at timestamptz primary key
        )
        """
    )
