"""The toy's first tables."""

from alembic import op

from boucle.platform.db import REPLAYED_BY, create_messaging_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_messaging_tables(op)
    op.execute(REPLAYED_BY)
    op.execute(
        """
        CREATE TABLE note (
            id uuid PRIMARY KEY, organisation_id uuid NOT NULL, text text NOT NULL,
            number int NOT NULL, version bigint NOT NULL, updated_at timestamptz NOT NULL
        )
        """
    )
    op.execute("CREATE TABLE seen (subject text, correlation_id uuid, causation_id uuid)")
