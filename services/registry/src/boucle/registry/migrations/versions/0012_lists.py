"""What was withdrawn, and the flows of a family, in order of change.

Revision ID: 0012
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("organisation", "site", "flow"):
        op.execute(
            f"CREATE INDEX {table}_withdrawn ON {table} (updated_at, id) "
            "WHERE withdrawn_at IS NOT NULL"
        )
    op.execute("CREATE INDEX flow_by_family ON flow (family, updated_at, id)")
