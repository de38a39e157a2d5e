"""Flows of several families are found by each of them.

Revision ID: 0016
"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table owned_flow add column further text")
    op.execute(
        "create index owned_flow_further on owned_flow using gin (string_to_array(further, ' ')) "
        "where not withdrawn and further is not null"
    )
