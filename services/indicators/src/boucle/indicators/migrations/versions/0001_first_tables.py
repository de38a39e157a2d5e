"""First tables: facts, messaging.

Revision ID: 0001
"""

from alembic import op

from boucle.platform.db import create_messaging_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

FACTS = (
    """
    CREATE TABLE fact (
        kind text NOT NULL,
        entity text NOT NULL,
        version bigint NOT NULL,
        valid_from date NOT NULL,
        known_from timestamptz NOT NULL,
        gone boolean NOT NULL,
        territories text[] NOT NULL,
        organisations uuid[] NOT NULL,
        body bytea NOT NULL,
        PRIMARY KEY (kind, entity, version)
    )
    """,
    "CREATE INDEX fact_territories ON fact USING gin (territories)",
    "CREATE INDEX fact_organisations ON fact USING gin (organisations)",
)


def upgrade() -> None:
    create_messaging_tables(op)
    for statement in FACTS:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("facts are rebuilt by replaying the topics, never undone")
