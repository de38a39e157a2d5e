"""How often sites moved and flows were revised, by day.

Revision ID: 0017
"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE movement (
            day date NOT NULL,
            kind text NOT NULL,
            subject_id uuid NOT NULL,
            times integer NOT NULL,
            first_at timestamptz NOT NULL,
            last_at timestamptz NOT NULL,
            PRIMARY KEY (day, kind, subject_id)
        )
        """
    )
