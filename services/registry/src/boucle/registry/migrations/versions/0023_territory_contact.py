"""Who writes to companies of a territory and who answers for their data; contacts named on a page.

Revision ID: 0023
"""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "ALTER TABLE territory ADD COLUMN animator_phone text",
    "ALTER TABLE territory ADD COLUMN animator_address text",
    "ALTER TABLE territory ADD COLUMN controller jsonb",
    "ALTER TABLE contact ADD COLUMN passed_on_by uuid",
    "ALTER TABLE contact ADD COLUMN passes_to uuid",
    """
    CREATE TABLE contact_proposal (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisation,
        name text NOT NULL,
        email text NOT NULL,
        language text NOT NULL,
        passed_on_by uuid NOT NULL,
        proposed_at timestamptz NOT NULL
    )
    """,
    """
    CREATE UNIQUE INDEX contact_proposed_once ON contact_proposal (organisation_id, lower(email))
    """,
    "CREATE INDEX contact_proposal_by_change ON contact_proposal (proposed_at, id)",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
