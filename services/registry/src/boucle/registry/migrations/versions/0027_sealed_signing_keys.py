"""Signing keys are kept encrypted: the first process that starts encrypts those in clear.

Revision ID: 0027
"""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "ALTER TABLE signing_key ALTER COLUMN jwk DROP NOT NULL, ADD COLUMN sealed bytea",
    """
    ALTER TABLE signing_key ADD CONSTRAINT signing_key_once
        CHECK ((jwk IS NULL) <> (sealed IS NULL))
    """,
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
