"""Groups of several companies: what sites may pool or share, the groups found in it, and the
markets to be looked at again.

Revision ID: 0017
"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

# Rows come and go all the time; groups are replaced as declarations change.
_QUEUE = "autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000"
_OFTEN = "autovacuum_vacuum_scale_factor = 0.02"


def upgrade() -> None:
    op.execute(
        "create table declared_sharing (sharing_id uuid primary key, version bigint not null, "
        "withdrawn boolean not null, organisation_id uuid not null, territory text not null, "
        "declared_by text, market text, made_by text not null, body bytea not null, "
        "changed_at timestamptz not null)"
    )
    op.execute(
        "create index declared_sharing_market on declared_sharing (market, sharing_id) "
        "where market is not null"
    )
    op.execute(
        "create index declared_sharing_territory on declared_sharing (territory, sharing_id) "
        "where not withdrawn"
    )
    op.execute(
        "create index declared_sharing_organisation on declared_sharing "
        "(organisation_id, sharing_id) where not withdrawn"
    )
    op.execute(
        "create table synergy_group (synergy_id uuid primary key, version bigint not null, "
        "market text not null, kind text not null, subject text not null, state text not null, "
        "organisations uuid[] not null, territories text[] not null, body bytea not null, "
        "changed_at timestamptz not null)"
    )
    op.execute("create index synergy_group_market on synergy_group (market, synergy_id)")
    op.execute(
        "create index synergy_group_organisations on synergy_group using gin (organisations)"
    )
    op.execute("create index synergy_group_territories on synergy_group using gin (territories)")
    op.execute("create sequence synergy_group_version")
    op.execute(
        "create table stale_market (id bigint generated always as identity primary key, "
        "market text not null, since timestamptz not null, correlation_id uuid, causation_id uuid)"
    )
    op.execute("create index stale_market_market on stale_market (market, id)")
    op.execute(f"alter table stale_market set ({_QUEUE})")
    for table in ("declared_sharing", "synergy_group"):
        op.execute(f"alter table {table} set ({_OFTEN})")
