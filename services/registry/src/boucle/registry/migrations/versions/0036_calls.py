"""Animators keep calls with companies, and which prospects they asked."""

from alembic import op

revision = "0036"
down_revision = "0035"

_STATEMENTS = (
    "CREATE TABLE company_call (id uuid PRIMARY KEY, "
    "organisation_id uuid NOT NULL REFERENCES organisation (id), at timestamptz NOT NULL, "
    "by text NOT NULL, contact_id uuid, with_whom text, text text NOT NULL, next_on date)",
    "CREATE INDEX call_of_organisation ON company_call (organisation_id, at, id)",
    "CREATE INDEX call_by_moment ON company_call (at, id)",
    "CREATE INDEX call_due ON company_call (next_on) WHERE next_on IS NOT NULL",
    "CREATE TABLE marked_prospect (territory text REFERENCES territory (siren), siret text, "
    "state text NOT NULL, note text, name text, naf_code text, commune text, "
    "by text NOT NULL, at timestamptz NOT NULL, PRIMARY KEY (territory, siret))",
    "CREATE INDEX marked_by_change ON marked_prospect (territory, at, siret)",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
