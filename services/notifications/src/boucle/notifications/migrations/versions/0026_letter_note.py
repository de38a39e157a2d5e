"""What animators add to a letter in their own words."""

from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.execute(
        "CREATE TABLE letter_note (synergy_id uuid, organisation_id uuid, note text NOT NULL, "
        "written_by text NOT NULL, updated_at timestamptz NOT NULL, "
        "CONSTRAINT letter_note_pkey PRIMARY KEY (synergy_id, organisation_id))"
    )
