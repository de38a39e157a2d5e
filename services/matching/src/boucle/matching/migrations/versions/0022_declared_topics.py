"""Groups are found from what other topics carry, too."""

from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.execute("ALTER TABLE declared_sharing ADD COLUMN topic text DEFAULT 'sharing' NOT NULL")
