"""Morning mails of animators: how far each reaches, and who stopped them."""

from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.execute(
        "CREATE TABLE morning_mail (reader uuid, covered_to timestamptz NOT NULL, "
        "due_at timestamptz NOT NULL, attempts smallint NOT NULL, stopped_at timestamptz, "
        "CONSTRAINT morning_mail_pkey PRIMARY KEY (reader))"
    )
