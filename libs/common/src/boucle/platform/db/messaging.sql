-- Tables that carry messages, in each service's database. Frozen: a change is a new revision.

-- Rows come and go by the hundred a second: what they leave is to be used again within seconds.
-- They go too soon for compressing them to be worth it.
CREATE TABLE outbox (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id uuid NOT NULL,
    topic text NOT NULL,
    key text NOT NULL,
    headers jsonb NOT NULL,
    payload bytea STORAGE EXTERNAL NOT NULL,
    created_at timestamptz NOT NULL
) WITH (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
    autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 1000,
    toast.autovacuum_vacuum_insert_threshold = -1, toast.autovacuum_vacuum_cost_delay = 0
);

CREATE TABLE progress (
    consumer text,
    topic text,
    partition smallint,
    next_offset bigint NOT NULL,
    epoch bigint NOT NULL,
    PRIMARY KEY (consumer, topic, partition)
);

CREATE TABLE dead_letter (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    consumer text NOT NULL,
    topic text NOT NULL,
    partition smallint NOT NULL,
    "offset" bigint NOT NULL,
    key text,
    headers jsonb NOT NULL,
    payload bytea,
    cause text NOT NULL,
    trace text NOT NULL,
    correlation_id uuid,
    failed_at timestamptz NOT NULL,
    replayed_at timestamptz,
    UNIQUE (consumer, topic, partition, "offset")
);

CREATE TABLE idempotency (
    principal text,
    key text,
    request_hash bytea NOT NULL,
    status smallint NOT NULL,
    headers jsonb NOT NULL,
    response bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (principal, key)
);
CREATE INDEX ix_idempotency_created_at ON idempotency (created_at);

CREATE TABLE revoked_principal (client_id text PRIMARY KEY, not_before timestamptz NOT NULL);

CREATE TABLE halt (
    topic text,
    partition smallint,
    "offset" bigint,
    consumer text,
    type text NOT NULL,
    subject text NOT NULL,
    version text NOT NULL,
    cause text NOT NULL,
    met_at timestamptz NOT NULL,
    skipped_at timestamptz,
    skipped_by text,
    reason text,
    PRIMARY KEY (topic, partition, "offset")
);
