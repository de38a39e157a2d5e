"""Prospects (unregistered establishments of INSEE's file), and sites by activity."""

from alembic import op

revision = "0002"
down_revision = "0001"

_STATEMENTS = (
    """
    CREATE TABLE prospect (
        siret text PRIMARY KEY,
        name text,
        naf_code text NOT NULL,
        commune_code text,
        commune text,
        employees text,
        latitude double precision NOT NULL,
        longitude double precision NOT NULL,
        seen_at timestamptz NOT NULL
    )
    """,
    'CREATE INDEX prospect_by_activity ON prospect ("left"(naf_code, 5), latitude)',
    """
    CREATE INDEX site_by_activity ON site ("left"(naf_code, 2), latitude)
    WHERE withdrawn_at IS NULL
    """,
    "CREATE INDEX site_by_siret ON site (siret) WHERE withdrawn_at IS NULL",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
