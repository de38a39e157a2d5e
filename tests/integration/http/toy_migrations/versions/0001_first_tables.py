"""The toy's first tables."""

from alembic import op

from boucle.platform.db import (
    create_messaging_tables,
    create_revoked_principal,
    keep_halts,
    keep_unpublished_only,
)

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_messaging_tables(op)
    keep_unpublished_only(op)
    create_revoked_principal(op)
    keep_halts(op)
    op.execute("ALTER TABLE outbox DROP COLUMN published_at")
    op.execute(
        """
        CREATE TABLE note (
            id uuid PRIMARY KEY, organisation_id uuid NOT NULL, text text NOT NULL,
            number int NOT NULL, version bigint NOT NULL, updated_at timestamptz NOT NULL
        )
        """
    )
    op.execute("CREATE TABLE seen (subject text, correlation_id uuid, causation_id uuid)")
