"""What became of a thing for each follower, and when a flow expires."""

from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.execute("ALTER TABLE change ADD COLUMN facts text[]")
    op.execute(
        "ALTER TABLE followed ADD COLUMN parties uuid[] NOT NULL DEFAULT '{}', "
        "ADD COLUMN steps smallint[] NOT NULL DEFAULT '{}', "
        "ADD COLUMN sides smallint[] NOT NULL DEFAULT '{}', "
        "ADD COLUMN expiring_on date"
    )
    op.execute(
        "CREATE INDEX followed_expiring ON followed (expiring_on) WHERE expiring_on IS NOT NULL"
    )
