"""Mails by which persons sign in, until they are sent."""

from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.execute(
        "CREATE TABLE sign_in_mail (sign_in uuid PRIMARY KEY, due_at timestamptz NOT NULL, "
        "attempts smallint NOT NULL)"
    )
