"""Figures are kept, and what touches them. The worker makes all of them when it starts.

Revision ID: 0004
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE touched (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        territory text NOT NULL,
        day date NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
    ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000)
    """,
    """
    CREATE TABLE kept_figures (
        territory text NOT NULL,
        month date NOT NULL,
        definitions text NOT NULL,
        figures jsonb NOT NULL,
        PRIMARY KEY (territory, month)
    ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500)
    """,
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("facts are rebuilt by replaying the topics, never undone")
