"""Which companies INSEE's register has in which cell of places, as last published.

Revision ID: 0015
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE establishments_cell (
            north integer NOT NULL,
            east integer NOT NULL,
            version bigint NOT NULL,
            body jsonb NOT NULL,
            PRIMARY KEY (north, east)
        )
        """
    )
