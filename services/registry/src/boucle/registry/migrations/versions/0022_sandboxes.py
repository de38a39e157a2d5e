"""Sandboxes; of each SIREN one organisation is verified in each of them, and one outside.

Revision ID: 0022
"""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    CREATE TABLE sandbox (
        code text PRIMARY KEY REFERENCES territory,
        owner text NOT NULL REFERENCES client,
        name text NOT NULL,
        tool text NOT NULL REFERENCES client,
        animator text NOT NULL REFERENCES client,
        made_at timestamptz NOT NULL,
        CONSTRAINT sandbox_once UNIQUE (owner, name)
    )
    """,
    "DROP INDEX organisation_verified_once",
    """
    CREATE UNIQUE INDEX organisation_verified_once ON organisation
        (siren, COALESCE("substring"(territory, '^0.....'), ''))
    WHERE state = 'verified' AND withdrawn_at IS NULL
    """,
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
