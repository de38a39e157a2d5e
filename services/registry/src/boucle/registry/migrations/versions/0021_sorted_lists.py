"""The orders of lists: by name, by declaration.

Revision ID: 0021
"""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("organisation", "site", "flow"):
        op.execute(f"CREATE INDEX {table}_by_declaration ON {table} (declared_at, id)")
    for table in ("organisation", "site"):
        op.execute(f"CREATE INDEX {table}_by_name ON {table} (name, id)")
