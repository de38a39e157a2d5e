"""Who was erased, by a keyed hash; contacts by their address.

Revision ID: 0028
"""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    CREATE TABLE erased_person (
        person text PRIMARY KEY,
        version bigint NOT NULL,
        body bytea NOT NULL,
        erased_at timestamptz NOT NULL,
        allowed_at timestamptz
    )
    """,
    "CREATE INDEX contact_by_address ON contact (lower(email))",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
