"""Persons have accounts, links to sign in and sessions; a principal may be a person's role."""

from alembic import op

revision = "0034"
down_revision = "0033"

_STATEMENTS = (
    """
    CREATE TABLE account (
        id uuid PRIMARY KEY, email text NOT NULL, name text NOT NULL, language text NOT NULL,
        created_at timestamptz NOT NULL
    )
    """,
    "CREATE UNIQUE INDEX account_once ON account (lower(email))",
    """
    CREATE TABLE sign_in (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        kind text NOT NULL, browser text, invited_by text,
        asked_at timestamptz NOT NULL, ends_at timestamptz NOT NULL, used_at timestamptz
    )
    """,
    "CREATE INDEX sign_in_by_account ON sign_in (account_id, asked_at)",
    "CREATE INDEX sign_in_by_end ON sign_in (ends_at)",
    """
    CREATE TABLE session (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        secret_hash bytea NOT NULL, previous_hash bytea,
        rotated_at timestamptz NOT NULL, confirmed_at timestamptz,
        created_at timestamptz NOT NULL, seen_at timestamptz NOT NULL,
        agent text NOT NULL, client_id text
    )
    """,
    "CREATE INDEX session_by_account ON session (account_id)",
    "ALTER TABLE client ADD COLUMN account_id uuid REFERENCES account (id) ON DELETE SET NULL",
    "CREATE INDEX client_by_account ON client (account_id) WHERE account_id IS NOT NULL",
    "ALTER TABLE client ALTER COLUMN secret_hash DROP NOT NULL",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
