"""What companies say at a meeting that they could do together."""

from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.execute(
        "CREATE TABLE lead (lead_id uuid, meeting_id uuid NOT NULL, kind text NOT NULL, "
        "organisations uuid[] NOT NULL, roles text[] NOT NULL, what text NOT NULL, "
        "note text NOT NULL, captured_by text NOT NULL, captured_at timestamptz NOT NULL, "
        "updated_at timestamptz NOT NULL, synergy_id uuid, "
        "CONSTRAINT lead_pkey PRIMARY KEY (lead_id), "
        "CONSTRAINT lead_meeting_id_fkey FOREIGN KEY (meeting_id) "
        "REFERENCES meeting (meeting_id))"
    )
    op.execute("CREATE INDEX lead_meeting ON lead (meeting_id, captured_at, lead_id)")
