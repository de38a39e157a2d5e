"""Communes, by codes of today and of before; a site may tell the code of its own.

Revision ID: 0013
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    CREATE TABLE commune (
        code text PRIMARY KEY,
        today text NOT NULL,
        name text NOT NULL,
        epci text,
        latitude double precision,
        longitude double precision
    )
    """,
    "ALTER TABLE site ADD COLUMN commune_code text",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
