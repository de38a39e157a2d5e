"""Activity zones, occupations of ROME, and a territory's parameters of pooling and sharing.

Revision ID: 0025
"""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "ALTER TABLE territory ADD COLUMN parameters jsonb NOT NULL DEFAULT '{}'::jsonb",
    """
    CREATE TABLE zone (
        territory text NOT NULL REFERENCES territory,
        code text NOT NULL,
        name text NOT NULL,
        latitude double precision NOT NULL,
        longitude double precision NOT NULL,
        radius_km double precision NOT NULL,
        source text NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (territory, code)
    )
    """,
    """
    CREATE TABLE occupation (
        code text PRIMARY KEY,
        parent text NOT NULL,
        label text NOT NULL,
        green boolean NOT NULL
    )
    """,
    """
    CREATE TABLE occupation_title (
        code text NOT NULL REFERENCES occupation,
        title text NOT NULL,
        PRIMARY KEY (code, title)
    )
    """,
    "CREATE TABLE occupation_file (version text PRIMARY KEY, digest text NOT NULL)",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
