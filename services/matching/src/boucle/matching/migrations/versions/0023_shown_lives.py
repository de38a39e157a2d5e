"""Each company has its own moment at which a life last changed for it."""

from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.execute("ALTER TABLE life ADD COLUMN disclosed boolean DEFAULT false NOT NULL")
    op.execute(
        "UPDATE life SET disclosed = "
        "coalesce((convert_from(body, 'UTF8')::jsonb ->> 'disclosed')::boolean, false)"
    )
    op.execute(
        "CREATE TABLE shown_life (synergy_id uuid, organisation_id uuid, "
        "changed_at timestamptz NOT NULL, PRIMARY KEY (synergy_id, organisation_id))"
    )
    op.execute(
        "CREATE INDEX shown_life_organisation "
        "ON shown_life (organisation_id, changed_at, synergy_id)"
    )
    op.execute(
        "INSERT INTO shown_life "
        "SELECT DISTINCT synergy_id, unnest(introduced), updated_at FROM life"
    )
