"""First tables: candidacies and lists, lives, who owns what, messaging.

Revision ID: 0001
"""

from alembic import op

from boucle.platform.db import create_messaging_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

CANDIDACIES = """
create sequence pair_version;

create table pair (
    synergy_id uuid primary key,
    entity_version bigint not null,
    offer_id uuid not null,
    need_id uuid not null,
    offer_organisation uuid not null,
    need_organisation uuid not null,
    offer_territory text not null,
    need_territory text not null,
    nature text not null,
    route text not null,
    score integer not null,
    told_score integer not null,
    in_offer_list boolean not null,
    in_need_list boolean not null,
    offer_version bigint not null,
    need_version bigint not null,
    life_version bigint not null,
    settings_offer bigint not null,
    settings_need bigint not null,
    catalogue text not null,
    body bytea not null,
    detected_at timestamptz not null,
    updated_at timestamptz not null,
    withdrawn_at timestamptz
);
create index pair_offer on pair (offer_id);
create index pair_need on pair (need_id);
create index pair_offer_organisation on pair (offer_organisation);
create index pair_need_organisation on pair (need_organisation);
create index pair_offer_territory on pair (offer_territory);
create index pair_need_territory on pair (need_territory);
create index pair_updated on pair (updated_at, synergy_id);
create index pair_withdrawn on pair (withdrawn_at) where withdrawn_at is not null;

create table list_row (
    flow_id uuid primary key,
    partition smallint not null,
    gives boolean not null,
    partners uuid[] not null,
    ranks integer[] not null
);
create index list_row_partition on list_row (partition);

create table owned_flow (
    flow_id uuid primary key,
    partition smallint not null,
    flow_offset bigint not null,
    version bigint not null,
    withdrawn boolean not null,
    body bytea not null
);
create index owned_flow_partition on owned_flow (partition, flow_offset);

create table owned_partition (
    partition smallint primary key,
    epoch bigint not null,
    catalogue text not null,
    positions bytea not null
);

create table to_mend (
    partition smallint not null,
    flow_id uuid not null,
    primary key (partition, flow_id)
);
"""

LIVES = """
create table life (
    synergy_id uuid primary key,
    entity_version bigint not null constraint life_version_positive check (entity_version > 0),
    state text not null,
    kind text not null,
    found_by text not null,
    nature text,
    score integer,
    organisations uuid[] not null,
    territories text[] not null,
    flows uuid[] not null,
    offer_id uuid,
    need_id uuid,
    contract_until date,
    body bytea not null,
    updated_at timestamptz not null
);
create index life_organisations on life using gin (organisations);
create index life_territories on life using gin (territories);
create index life_offer on life (offer_id) where offer_id is not null;
create index life_need on life (need_id) where need_id is not null;
create index life_updated on life (updated_at, synergy_id);
create index life_due on life (contract_until) where contract_until is not null;

create table life_history (
    synergy_id uuid not null,
    version bigint not null,
    at timestamptz not null,
    actor text not null,
    type text not null,
    body bytea not null,
    primary key (synergy_id, version)
);
"""

OWNERS = """
create table entity_owner (
    entity_id uuid primary key,
    kind text not null,
    version bigint not null,
    organisation_id uuid not null,
    site_id uuid not null,
    territory text not null,
    division text,
    tools text[] not null,
    withdrawn boolean not null
);
create index entity_owner_organisation on entity_owner (organisation_id);
create index entity_owner_tools on entity_owner using gin (tools);

create table territory_settings (
    siren text primary key,
    version bigint not null,
    body bytea not null
);
"""


def _run(script: str) -> None:
    for statement in script.split(";\n"):  # asyncpg prepares one statement at a time
        if statement.strip():
            op.execute(statement)


def upgrade() -> None:
    create_messaging_tables(op)
    for script in (CANDIDACIES, LIVES, OWNERS):
        _run(script)
