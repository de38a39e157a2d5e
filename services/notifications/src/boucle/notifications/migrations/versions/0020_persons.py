"""Whose mail it was, and who wants none any more, by keyed hashes of addresses.

Revision ID: 0020
"""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "alter table mail add column person text",
    """
    create table stopped_person (
        person text primary key,
        mail_id uuid not null,
        stopped_at timestamptz not null
    )
    """,
    "drop index mail_once_per_step",
    """
    create unique index mail_once_per_step on mail (
        introduction_id, step, organisation_id,
        coalesce(passed_from, '00000000-0000-0000-0000-000000000000'::uuid)
    )
    where step <> all (
        array['carrier_named', 'member_left', 'at_risk', 'group_over', 'contact_left']
    )
    """,
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
