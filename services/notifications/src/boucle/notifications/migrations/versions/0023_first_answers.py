"""When a company first answered: in the month of that answer its introduction counts."""

from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.execute("ALTER TABLE introduction_side ADD COLUMN first_answered_at timestamptz")
