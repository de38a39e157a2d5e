"""Bodies and payloads in line: at two kilobytes each, compressing them cost more than the write.

Revision ID: 0002
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("pair", "outbox"):
        op.execute(f"alter table {table} set (toast_tuple_target = 8160)")
