"""A kept flow says whose it is, where and of what nature, for lists to be read by them.

Revision ID: 0008
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_FILL = """
update owned_flow set organisation_id = (flow ->> 'organisation_id')::uuid,
    territory = flow ->> 'territory', nature = flow ->> 'nature'
from (select flow_id, convert_from(body, 'UTF8')::jsonb as flow from owned_flow) as told
where told.flow_id = owned_flow.flow_id
"""


def upgrade() -> None:
    op.execute(
        "alter table owned_flow add column organisation_id uuid, add column territory text, "
        "add column nature text"
    )
    op.execute(_FILL)
    for column in ("organisation_id", "territory", "nature"):
        op.execute(f"alter table owned_flow alter column {column} set not null")
    op.execute("create index owned_flow_organisation on owned_flow (organisation_id, flow_id)")
    op.execute("create index owned_flow_territory on owned_flow (territory, flow_id)")
