"""What companies ask their animator; the mails with the answers."""

from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.execute(
        "CREATE TABLE question (question_id uuid, introduction_id uuid NOT NULL, "
        "organisation_id uuid NOT NULL, contact_id uuid, text text NOT NULL, "
        "asked_at timestamptz NOT NULL, answer text, answered_at timestamptz, answered_by text, "
        "CONSTRAINT question_pkey PRIMARY KEY (question_id), "
        "CONSTRAINT question_introduction_id_fkey FOREIGN KEY (introduction_id) "
        "REFERENCES introduction (introduction_id))"
    )
    op.execute("CREATE INDEX question_introduction ON question (introduction_id, organisation_id)")
    op.execute("CREATE INDEX question_asked ON question (asked_at, question_id)")
    op.execute("DROP INDEX mail_once_per_step")
    op.execute(
        "CREATE UNIQUE INDEX mail_once_per_step ON mail (introduction_id, step, organisation_id, "
        "COALESCE(passed_from, '00000000-0000-0000-0000-000000000000'::uuid)) "
        "WHERE step <> ALL (ARRAY['carrier_named', 'member_left', 'at_risk', 'group_over', "
        "'contact_left', 'question_answered'])"
    )
