CREATE TABLE change (
    number bigint PRIMARY KEY,
    at timestamptz NOT NULL,
    type text NOT NULL,
    subject uuid NOT NULL,
    version bigint NOT NULL,
    what text NOT NULL,
    organisations uuid[] NOT NULL,
    territories text[] NOT NULL,
    tool text,
    happened_at timestamptz DEFAULT now() NOT NULL,
    parties uuid[],
    shown bigint[]
);

CREATE TABLE feed (
    id smallint PRIMARY KEY,
    feed_id uuid NOT NULL,
    secret bytea NOT NULL,
    number bigint NOT NULL,
    forgotten bigint NOT NULL,
    CONSTRAINT feed_one CHECK (id = 1)
);

CREATE TABLE followed (
    type text NOT NULL,
    subject uuid NOT NULL,
    version bigint NOT NULL,
    organisations uuid[] NOT NULL,
    territories text[] NOT NULL,
    tools text[] NOT NULL,
    PRIMARY KEY (type, subject)
);
CREATE INDEX followed_tools ON followed USING gin (tools) WHERE type = 'site';

CREATE TABLE introduction (
    introduction_id uuid PRIMARY KEY,
    synergy_id uuid NOT NULL,
    event_id uuid NOT NULL,
    correlation_id uuid NOT NULL,
    entity_version bigint NOT NULL,
    state text NOT NULL,
    score integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    held_until timestamptz,
    automatic boolean DEFAULT true NOT NULL,
    asked_first uuid,
    others_held boolean DEFAULT false NOT NULL
);
CREATE INDEX introduction_held ON introduction (score) WHERE state = 'held' OR others_held;
CREATE INDEX introduction_synergy ON introduction (synergy_id, created_at);
CREATE INDEX introduction_updated ON introduction (updated_at, introduction_id);

CREATE TABLE introduction_side (
    introduction_id uuid NOT NULL REFERENCES introduction,
    organisation_id uuid NOT NULL,
    position smallint NOT NULL,
    territory text NOT NULL,
    sent_at timestamptz,
    answer text,
    consent boolean NOT NULL,
    reason text,
    comment text NOT NULL,
    contract_until date,
    answered_at timestamptz,
    disclosed_at timestamptz,
    seen bigint DEFAULT 0 NOT NULL,
    shown bigint DEFAULT 0 NOT NULL,
    changed_at timestamptz,
    PRIMARY KEY (introduction_id, organisation_id)
);
CREATE INDEX introduction_side_organisation ON introduction_side (organisation_id);
CREATE INDEX introduction_side_silent ON introduction_side (sent_at) WHERE sent_at IS NOT NULL AND answered_at IS NULL;
CREATE INDEX introduction_side_territory ON introduction_side (territory);

CREATE TABLE meeting (
    meeting_id uuid PRIMARY KEY,
    event_id uuid NOT NULL,
    correlation_id uuid NOT NULL,
    entity_version bigint NOT NULL,
    territory text NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    place text NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    synergy_ids uuid[] NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    street text,
    agenda text,
    host_name text,
    host_phone text,
    sequence integer DEFAULT 0 NOT NULL,
    times_sequence integer DEFAULT 0 NOT NULL,
    revised_at timestamptz,
    moved_from timestamptz,
    cancelled_at timestamptz,
    cancel_reason text
);
CREATE INDEX meeting_ended ON meeting (ends_at) WHERE cancelled_at IS NULL;
CREATE INDEX meeting_starts ON meeting (starts_at, meeting_id);
CREATE INDEX meeting_territory ON meeting (territory, updated_at, meeting_id);
CREATE INDEX meeting_updated ON meeting (updated_at, meeting_id);

CREATE TABLE invitee (
    meeting_id uuid NOT NULL REFERENCES meeting,
    organisation_id uuid NOT NULL,
    position smallint NOT NULL,
    territory text NOT NULL,
    invited_at timestamptz,
    answer text,
    answered_at timestamptz,
    attended boolean,
    seen bigint DEFAULT 1 NOT NULL,
    shown bigint DEFAULT 1 NOT NULL,
    changed_at timestamptz,
    PRIMARY KEY (meeting_id, organisation_id)
);
CREATE INDEX invitee_organisation ON invitee (organisation_id);

CREATE TABLE life (
    synergy_id uuid PRIMARY KEY,
    entity_version bigint NOT NULL,
    state text NOT NULL,
    territories text[] NOT NULL,
    body bytea NOT NULL,
    updated_at timestamptz NOT NULL
);

CREATE TABLE mail (
    mail_id uuid PRIMARY KEY,
    event_id uuid NOT NULL,
    step text NOT NULL,
    introduction_id uuid REFERENCES introduction,
    meeting_id uuid REFERENCES meeting,
    organisation_id uuid NOT NULL,
    contact_id uuid,
    state text NOT NULL,
    due_at timestamptz NOT NULL,
    attempts integer NOT NULL,
    reason text,
    created_at timestamptz NOT NULL,
    sent_at timestamptz,
    passed_from uuid REFERENCES mail,
    digest_id uuid,
    person text,
    CONSTRAINT mail_of_one_matter CHECK (num_nonnulls(introduction_id, meeting_id) = 1)
);
CREATE INDEX mail_digest ON mail (digest_id) WHERE digest_id IS NOT NULL;
CREATE INDEX mail_due ON mail (due_at) WHERE state IN ('due', 'sending');
CREATE INDEX mail_gathered ON mail (due_at) WHERE state = 'held' AND digest_id IS NOT NULL;
CREATE INDEX mail_handed ON mail (sent_at) WHERE state = 'handed';
CREATE INDEX mail_meeting ON mail (meeting_id) WHERE meeting_id IS NOT NULL;
CREATE UNIQUE INDEX mail_once_per_meeting ON mail (meeting_id, organisation_id, step) WHERE step <> 'meeting_update';
CREATE UNIQUE INDEX mail_once_per_step ON mail (introduction_id, step, organisation_id, COALESCE(passed_from, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE step NOT IN ('carrier_named', 'member_left', 'at_risk', 'group_over', 'contact_left');
CREATE INDEX mail_organisation ON mail (organisation_id, created_at);

CREATE TABLE preference (
    contact_id uuid PRIMARY KEY,
    language text,
    rhythm text NOT NULL,
    off text[] NOT NULL,
    quiet_from smallint,
    quiet_to smallint,
    paused_until date,
    stopped boolean NOT NULL,
    mail_id uuid NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT preference_quiet_hours CHECK (num_nonnulls(quiet_from, quiet_to) <> 1)
);

CREATE TABLE restored (
    restored_at timestamptz PRIMARY KEY
);

CREATE TABLE sandbox_mail (
    mail_id uuid PRIMARY KEY REFERENCES mail,
    sandbox text NOT NULL,
    content bytea NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX sandbox_mail_sandbox ON sandbox_mail (sandbox, at, mail_id);

CREATE TABLE stopped_person (
    person text PRIMARY KEY,
    mail_id uuid NOT NULL,
    stopped_at timestamptz NOT NULL
);

CREATE TABLE webhook (
    webhook_id uuid PRIMARY KEY,
    client_id text NOT NULL,
    url text NOT NULL,
    types text[],
    description text NOT NULL,
    contact bytea,
    secret bytea NOT NULL,
    former_secret bytea,
    former_until timestamptz,
    position bigint NOT NULL,
    state text NOT NULL,
    reason text,
    failing_since timestamptz,
    not_before timestamptz,
    notices text[] NOT NULL,
    notice_at timestamptz,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX webhook_client ON webhook (client_id, created_at, webhook_id);

CREATE TABLE webhook_message (
    message_id uuid PRIMARY KEY,
    webhook_id uuid NOT NULL REFERENCES webhook ON DELETE CASCADE,
    number bigint NOT NULL,
    type text NOT NULL,
    subject uuid NOT NULL,
    body bytea NOT NULL,
    state text NOT NULL,
    due_at timestamptz NOT NULL,
    tries integer NOT NULL,
    attempts integer NOT NULL,
    created_at timestamptz NOT NULL,
    finished_at timestamptz
);
CREATE INDEX webhook_message_age ON webhook_message (created_at);
CREATE INDEX webhook_message_due ON webhook_message (webhook_id, due_at) WHERE state IN ('due', 'sending');
CREATE INDEX webhook_message_line ON webhook_message (webhook_id, subject, number) WHERE state IN ('waiting', 'due', 'sending');
CREATE INDEX webhook_message_log ON webhook_message (webhook_id, created_at, message_id);

CREATE TABLE webhook_attempt (
    message_id uuid NOT NULL REFERENCES webhook_message ON DELETE CASCADE,
    attempt integer NOT NULL,
    at timestamptz NOT NULL,
    duration_ms integer NOT NULL,
    outcome text NOT NULL,
    status smallint,
    answer text NOT NULL,
    PRIMARY KEY (message_id, attempt)
);

INSERT INTO feed (id, feed_id, secret, number, forgotten) VALUES (
    1, gen_random_uuid(),
    decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'), 0, 0
);
