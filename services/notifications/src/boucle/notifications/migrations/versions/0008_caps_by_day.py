"""Who chose an introduction, who of it is asked first, and whether its other mails wait for room.

Those of before count as chosen by the policy: held ones had been, but for those that rest.

Revision ID: 0008
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table introduction add column automatic boolean not null default true")
    op.execute("alter table introduction add column asked_first uuid")
    op.execute("alter table introduction add column others_held boolean not null default false")
    op.execute("drop index introduction_held")
    op.execute(
        "create index introduction_held on introduction (score) where state = 'held' or others_held"
    )
