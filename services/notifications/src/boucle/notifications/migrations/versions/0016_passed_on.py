"""Mails that were passed on to another person of their company.

Revision ID: 0016
"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table mail add column passed_from uuid references mail")
    op.execute("alter table mail drop constraint mail_once_per_step")
    op.execute(
        """
        create unique index mail_once_per_step on mail (introduction_id, step, organisation_id,
            coalesce(passed_from, '00000000-0000-0000-0000-000000000000'::uuid))
        """
    )
