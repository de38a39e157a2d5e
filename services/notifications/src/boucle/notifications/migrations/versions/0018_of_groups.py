"""Mails of what becomes of a group: one for each change.

Revision ID: 0018
"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("drop index mail_once_per_step")
    op.execute(
        """
        create unique index mail_once_per_step on mail (
            introduction_id, step, organisation_id,
            coalesce(passed_from, '00000000-0000-0000-0000-000000000000'::uuid)
        )
        where step <> all (array['carrier_named', 'member_left', 'at_risk', 'group_over'])
        """
    )
