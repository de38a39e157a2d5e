"""Introductions that wait until animators have read them."""

from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.execute("ALTER TABLE introduction ADD COLUMN held_by text[] NOT NULL DEFAULT '{}'")
    op.execute(
        "CREATE TABLE reviewing_territory (territory text, entity_version bigint NOT NULL, "
        "holds boolean NOT NULL, "
        "CONSTRAINT reviewing_territory_pkey PRIMARY KEY (territory))"
    )
