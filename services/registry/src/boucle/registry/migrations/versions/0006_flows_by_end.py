"""Flows by their last day: once it is behind, they are withdrawn."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.execute(
        """
        CREATE INDEX flow_by_end ON flow ((draft -> 'availability' ->> 'end'))
        WHERE withdrawn_at IS NULL AND draft -> 'availability' ->> 'end' IS NOT NULL
        """
    )
