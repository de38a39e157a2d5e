"""Maps are drawn on outlines of communes and EPCIs."""

from alembic import op

revision = "0038"
down_revision = "0037"

_OUTLINES = """
    CREATE TABLE outline (
        code text PRIMARY KEY, kind text NOT NULL, name text NOT NULL,
        west double precision NOT NULL, south double precision NOT NULL,
        east double precision NOT NULL, north double precision NOT NULL,
        lines text NOT NULL, source text NOT NULL
    )
"""


def upgrade() -> None:
    op.execute(_OUTLINES)
