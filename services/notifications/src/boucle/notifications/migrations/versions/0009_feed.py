"""The feed: every change that somebody may see, numbered in the order of commits.

Revision ID: 0009
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        create table feed (
            id smallint not null primary key,
            feed_id uuid not null,
            secret bytea not null,
            number bigint not null,
            forgotten bigint not null,
            constraint feed_one check (id = 1)
        )
        """
    )
    op.execute(
        """
        insert into feed (id, feed_id, secret, number, forgotten)
        values (1, gen_random_uuid(),
                decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'),
                0, 0)
        """
    )
    op.execute(
        """
        create table change (
            number bigint not null primary key,
            at timestamptz not null,
            type text not null,
            subject uuid not null,
            version bigint not null,
            what text not null,
            organisations uuid[] not null,
            territories text[] not null,
            tool text
        )
        """
    )
    op.execute(
        """
        create table followed (
            type text not null,
            subject uuid not null,
            version bigint not null,
            organisations uuid[] not null,
            territories text[] not null,
            tools text[] not null,
            primary key (type, subject)
        )
        """
    )
    op.execute("create index followed_tools on followed using gin (tools) where type = 'site'")
