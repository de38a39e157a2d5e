"""Mails of sandboxes are kept, not sent.

Revision ID: 0012
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        create table sandbox_mail (
            mail_id uuid not null primary key references mail,
            sandbox text not null,
            content bytea not null,
            at timestamptz not null
        )
        """
    )
    op.execute("create index sandbox_mail_sandbox on sandbox_mail (sandbox, at, mail_id)")
