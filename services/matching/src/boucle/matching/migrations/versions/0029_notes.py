"""Animators keep notes about synergies."""

from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.execute(
        "CREATE TABLE note (note_id uuid PRIMARY KEY, synergy_id uuid NOT NULL, "
        "at timestamptz NOT NULL, by text NOT NULL, text text NOT NULL, "
        "territories text[] NOT NULL, organisations uuid[] NOT NULL)"
    )
    op.execute("CREATE INDEX note_of_synergy ON note (synergy_id, at, note_id)")
    op.execute("CREATE INDEX note_at ON note (at)")
