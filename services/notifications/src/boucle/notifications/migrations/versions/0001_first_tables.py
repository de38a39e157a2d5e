"""First tables: lives as told by matching, introductions, meetings, mails, messaging.

Revision ID: 0001
"""

from alembic import op

from boucle.platform.db import create_messaging_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = """
create table life (
    synergy_id uuid primary key,
    entity_version bigint not null,
    state text not null,
    territories text[] not null,
    body bytea not null,
    updated_at timestamptz not null
);

create table introduction (
    introduction_id uuid primary key,
    synergy_id uuid not null,
    event_id uuid not null,
    correlation_id uuid not null,
    entity_version bigint not null,
    state text not null,
    score integer not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index introduction_synergy on introduction (synergy_id, created_at);
create index introduction_updated on introduction (updated_at, introduction_id);
create index introduction_held on introduction (score) where state = 'held';

create table introduction_side (
    introduction_id uuid not null references introduction,
    organisation_id uuid not null,
    position smallint not null,
    territory text not null,
    sent_at timestamptz,
    answer text,
    consent boolean not null,
    reason text,
    comment text not null,
    contract_until date,
    answered_at timestamptz,
    disclosed_at timestamptz,
    primary key (introduction_id, organisation_id)
);
create index introduction_side_organisation on introduction_side (organisation_id);
create index introduction_side_territory on introduction_side (territory);

create table meeting (
    meeting_id uuid primary key,
    event_id uuid not null,
    correlation_id uuid not null,
    entity_version bigint not null,
    territory text not null,
    kind text not null,
    title text not null,
    place text not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    synergy_ids uuid[] not null,
    created_by text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index meeting_territory on meeting (territory, updated_at, meeting_id);
create index meeting_updated on meeting (updated_at, meeting_id);

create table invitee (
    meeting_id uuid not null references meeting,
    organisation_id uuid not null,
    position smallint not null,
    territory text not null,
    invited_at timestamptz,
    answer text,
    answered_at timestamptz,
    attended boolean,
    primary key (meeting_id, organisation_id)
);
create index invitee_organisation on invitee (organisation_id);

create table mail (
    mail_id uuid primary key,
    event_id uuid not null,
    step text not null,
    introduction_id uuid references introduction,
    meeting_id uuid references meeting,
    organisation_id uuid not null,
    contact_id uuid,
    state text not null,
    due_at timestamptz not null,
    attempts integer not null,
    reason text,
    created_at timestamptz not null,
    sent_at timestamptz,
    constraint mail_of_one_matter check (num_nonnulls(introduction_id, meeting_id) = 1),
    constraint mail_once_per_step unique (introduction_id, step, organisation_id),
    constraint mail_once_per_meeting unique (meeting_id, organisation_id)
);
create index mail_due on mail (due_at) where state in ('due', 'sending');
create index mail_organisation on mail (organisation_id, created_at);

create table stopped_contact (
    contact_id uuid primary key,
    mail_id uuid not null,
    stopped_at timestamptz not null
);
"""


def upgrade() -> None:
    create_messaging_tables(op)
    for statement in TABLES.split(";\n"):  # asyncpg prepares one statement at a time
        if statement.strip():
            op.execute(statement)
