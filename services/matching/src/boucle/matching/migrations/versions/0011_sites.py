"""Who has which sites is kept of sites alone: flows say it in their own rows.

Revision ID: 0011
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("delete from entity_owner where kind <> 'site'")
    op.execute("alter table entity_owner drop column entity_id, drop column kind")
    op.execute("alter table entity_owner rename to site")
    op.execute("alter table site add primary key (site_id)")
    op.execute("alter index entity_owner_organisation rename to site_organisation")
    op.execute("alter index entity_owner_tools rename to site_tools")
    op.execute("delete from progress where consumer = 'matching.owners' and topic = 'flow'")
