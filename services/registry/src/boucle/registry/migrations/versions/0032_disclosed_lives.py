"""Lives whose parties know each other: a consumer of its own reads them from the beginning."""

from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.execute(
        "CREATE TABLE disclosed_life (synergy_id uuid PRIMARY KEY, "
        "entity_version bigint NOT NULL, body bytea)"
    )
