"""Persons are known to an OpenID Connect provider; a session keeps the token that signed it in."""

from alembic import op

revision = "0039"
down_revision = "0038"

_STATEMENTS = (
    """
    CREATE TABLE openid_subject (
        issuer text, subject text,
        account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        created_at timestamptz NOT NULL, PRIMARY KEY (issuer, subject)
    )
    """,
    "CREATE INDEX openid_subject_by_account ON openid_subject (account_id)",
    "ALTER TABLE session ADD COLUMN id_token text",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
