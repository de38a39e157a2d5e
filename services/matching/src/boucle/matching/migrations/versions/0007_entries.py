"""A list is kept as its entries: a partner that comes, moves or goes is one row, and a flow's
partners are found from either side.

Revision ID: 0007
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# Rows are written again in place where ranks move, and come and go by the thousand.
_CREATE = """
create table entry (
    owner uuid not null,
    partner uuid not null,
    gives boolean not null,
    rank smallint not null,
    since timestamptz not null,
    synergy_id uuid not null,
    primary key (owner, partner)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02)
"""
_FILL = """
insert into entry (owner, partner, gives, rank, since, synergy_id)
select flow_id, partner, gives, rank, detected_at, synergy_id
from list_row cross join unnest(partners, ranks) as held(partner, rank)
join pair on offer_id = case when gives then flow_id else partner end
    and need_id = case when gives then partner else flow_id end
"""


def upgrade() -> None:
    op.execute(_CREATE)
    op.execute(_FILL)
    op.execute("create index entry_partner on entry (partner)")
    op.execute("create index entry_synergy on entry (synergy_id)")
    op.execute("drop table list_row")
