"""Drop the table ``inbox`` and the trigger that skipped pairs, left in older databases."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.execute("DROP TRIGGER IF EXISTS no_pairs ON fact")
    op.execute("DROP FUNCTION IF EXISTS pass_over")
    op.execute("DROP TABLE IF EXISTS inbox")
