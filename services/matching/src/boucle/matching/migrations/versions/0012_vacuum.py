"""Tables that change all the time are vacuumed before they grow; what is gone is not walked.

Revision ID: 0012
"""

from alembic import op

from boucle.platform.db import vacuum_outbox_often

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# Entries are moved in place and replaced by the thousand a second.
_OFTEN = "autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0"


def upgrade() -> None:
    vacuum_outbox_often(op)
    for name, column in (("organisation", "organisation_id"), ("territory", "territory")):
        op.execute(f"drop index owned_flow_{name}")
        op.execute(
            f"create index owned_flow_{name} on owned_flow ({column}, flow_id) where not withdrawn"
        )
    for table in ("entry", "owned_flow"):
        op.execute(f"alter table {table} set ({_OFTEN})")
