"""A kept flow says which tool declared it; which pairs a tool was shown for having declared both.

Revision ID: 0015
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_FILL = """
update owned_flow set declared_by = convert_from(body, 'UTF8')::jsonb ->> 'declared_by'
where convert_from(body, 'UTF8')::jsonb ? 'declared_by'
"""


def upgrade() -> None:
    op.execute("alter table owned_flow add column declared_by text")
    op.execute(_FILL)
    op.execute(
        "create index owned_flow_declared_by on owned_flow (declared_by, flow_id) "
        "where not withdrawn and declared_by is not null"
    )
    op.execute(
        "create table shown_to_tool (synergy_id uuid not null, tool text not null, "
        "at timestamptz not null, offer_organisation uuid not null, offer_territory text not null, "
        "need_organisation uuid not null, need_territory text not null, "
        "primary key (synergy_id, tool))"
    )
