"""Persons have passkeys; a session keeps when one was proven in it."""

from alembic import op

revision = "0037"
down_revision = "0036"

_STATEMENTS = (
    """
    CREATE TABLE passkey (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        credential bytea NOT NULL UNIQUE, public_key bytea NOT NULL, sign_count bigint NOT NULL,
        name text NOT NULL, created_at timestamptz NOT NULL, used_at timestamptz
    )
    """,
    "CREATE INDEX passkey_by_account ON passkey (account_id, created_at)",
    "CREATE TABLE spent_challenge (challenge bytea PRIMARY KEY, spent_at timestamptz NOT NULL)",
    "CREATE INDEX spent_by_moment ON spent_challenge (spent_at)",
    "ALTER TABLE session ADD COLUMN proven_at timestamptz",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
