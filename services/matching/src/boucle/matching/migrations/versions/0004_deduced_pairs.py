"""A pair's row says whether a side of it is typical of its activity: companies wait for such ones.

Revision ID: 0004
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_DEDUCED = """
update pair set deduced = true
where convert_from(body, 'UTF8')::jsonb
    @> '{"criteria": [{"name": "certainty", "verdict": "unknown"}]}'
"""


def upgrade() -> None:
    op.execute("alter table pair add column deduced boolean not null default false")
    op.execute(_DEDUCED)
    op.execute("alter table pair alter column deduced drop default")
