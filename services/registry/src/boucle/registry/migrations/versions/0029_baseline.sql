CREATE TABLE bilan (
    id uuid PRIMARY KEY,
    client_id text NOT NULL,
    counts jsonb NOT NULL,
    errors jsonb NOT NULL,
    rejects bytea NOT NULL,
    created_at timestamptz NOT NULL,
    to_classify jsonb DEFAULT '[]' NOT NULL,
    warnings jsonb DEFAULT '[]' NOT NULL
);
CREATE INDEX bilan_by_client ON bilan (client_id, created_at);

CREATE TABLE client (
    client_id text PRIMARY KEY,
    name text NOT NULL,
    role text NOT NULL,
    source text,
    organisations uuid[] NOT NULL,
    territories text[] NOT NULL,
    secret_hash text NOT NULL,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz,
    verifies boolean DEFAULT false NOT NULL,
    requires_if_match boolean DEFAULT false NOT NULL,
    entity_version bigint DEFAULT 0 NOT NULL,
    given_by text
);
CREATE UNIQUE INDEX client_source ON client (source) WHERE source IS NOT NULL;

CREATE TABLE commune (
    code text PRIMARY KEY,
    today text NOT NULL,
    name text NOT NULL,
    epci text,
    latitude double precision,
    longitude double precision,
    folded text COLLATE "C" NOT NULL,
    merged boolean NOT NULL
);
CREATE INDEX commune_by_epci ON commune (epci);
CREATE INDEX commune_by_name ON commune (folded, code);

CREATE TABLE commune_file (
    version text PRIMARY KEY
);

CREATE TABLE territory (
    siren text PRIMARY KEY,
    name text NOT NULL,
    kind text NOT NULL,
    parent text REFERENCES territory,
    policy text NOT NULL,
    k integer NOT NULL,
    threshold integer NOT NULL,
    auto_threshold integer NOT NULL,
    weights jsonb NOT NULL,
    limits jsonb NOT NULL,
    routes_off text[] NOT NULL,
    animator_name text,
    animator_email text,
    entity_version bigint NOT NULL,
    updated_at timestamptz NOT NULL,
    route_limits jsonb DEFAULT '{}' NOT NULL,
    least_share text DEFAULT '0.02' NOT NULL,
    requires_if_match boolean DEFAULT false NOT NULL,
    animator_phone text,
    animator_address text,
    controller jsonb,
    parameters jsonb DEFAULT '{}' NOT NULL
);

CREATE TABLE organisation (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    siren text,
    territory text NOT NULL REFERENCES territory,
    example boolean NOT NULL,
    tools text[] NOT NULL,
    direct boolean NOT NULL,
    entity_version bigint NOT NULL,
    declared_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    withdrawn_at timestamptz,
    state text DEFAULT 'claimed' NOT NULL,
    merged_into uuid REFERENCES organisation
);
CREATE INDEX organisation_by_change ON organisation (updated_at, id);
CREATE INDEX organisation_by_declaration ON organisation (declared_at, id);
CREATE INDEX organisation_by_name ON organisation (name, id);
CREATE INDEX organisation_by_siren ON organisation (siren) WHERE siren IS NOT NULL;
CREATE INDEX organisation_by_territory ON organisation (territory);
CREATE INDEX organisation_by_tool ON organisation USING gin (tools);
CREATE INDEX organisation_claimed ON organisation (updated_at, id) WHERE state = 'claimed' AND withdrawn_at IS NULL;
CREATE UNIQUE INDEX organisation_verified_once ON organisation (siren, COALESCE(substring(territory, '^0.....'), '')) WHERE state = 'verified' AND withdrawn_at IS NULL;
CREATE INDEX organisation_withdrawn ON organisation (updated_at, id) WHERE withdrawn_at IS NOT NULL;

CREATE TABLE contact (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation,
    name text NOT NULL,
    email text NOT NULL,
    phone text,
    language text NOT NULL,
    role text NOT NULL,
    passed_on_by uuid,
    passes_to uuid
);
CREATE INDEX contact_by_address ON contact (lower(email));
CREATE UNIQUE INDEX contact_once ON contact (organisation_id, lower(email));

CREATE TABLE contact_proposal (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation,
    name text NOT NULL,
    email text NOT NULL,
    language text NOT NULL,
    passed_on_by uuid NOT NULL,
    proposed_at timestamptz NOT NULL
);
CREATE INDEX contact_proposal_by_change ON contact_proposal (proposed_at, id);
CREATE UNIQUE INDEX contact_proposed_once ON contact_proposal (organisation_id, lower(email));

CREATE TABLE duplicate_decision (
    low uuid NOT NULL,
    high uuid NOT NULL,
    decision text NOT NULL,
    decided_by text NOT NULL,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (low, high)
);
CREATE INDEX duplicate_decision_by_high ON duplicate_decision (high);

CREATE TABLE erased_person (
    person text PRIMARY KEY,
    version bigint NOT NULL,
    body bytea NOT NULL,
    erased_at timestamptz NOT NULL,
    allowed_at timestamptz
);

CREATE TABLE establishments_cell (
    north integer NOT NULL,
    east integer NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    PRIMARY KEY (north, east)
);

CREATE TABLE site (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation,
    name text NOT NULL,
    siret text,
    naf_code text,
    naf_version text,
    latitude double precision NOT NULL,
    longitude double precision NOT NULL,
    location_precision text NOT NULL,
    commune text,
    address text,
    territory text NOT NULL REFERENCES territory,
    treatments text[] NOT NULL,
    networks text[] NOT NULL,
    example boolean NOT NULL,
    tools text[] NOT NULL,
    direct boolean NOT NULL,
    valid_from date NOT NULL,
    entity_version bigint NOT NULL,
    declared_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    withdrawn_at timestamptz,
    network_km jsonb DEFAULT '{}' NOT NULL,
    commune_code text,
    on_trial boolean DEFAULT false NOT NULL
);
CREATE INDEX site_by_activity ON site (left(naf_code, 2), latitude) WHERE withdrawn_at IS NULL;
CREATE INDEX site_by_change ON site (updated_at, id);
CREATE INDEX site_by_declaration ON site (declared_at, id);
CREATE INDEX site_by_name ON site (name, id);
CREATE INDEX site_by_organisation ON site (organisation_id);
CREATE INDEX site_by_siret ON site (siret) WHERE withdrawn_at IS NULL;
CREATE INDEX site_by_territory ON site (territory);
CREATE UNIQUE INDEX site_once ON site (organisation_id, siret) WHERE siret IS NOT NULL AND withdrawn_at IS NULL;
CREATE INDEX site_withdrawn ON site (updated_at, id) WHERE withdrawn_at IS NOT NULL;

CREATE TABLE flow (
    id uuid PRIMARY KEY,
    site_id uuid NOT NULL REFERENCES site,
    organisation_id uuid NOT NULL,
    territory text NOT NULL,
    source text,
    external_id text,
    direction text NOT NULL,
    nature text NOT NULL,
    family text,
    draft jsonb NOT NULL,
    catalogue_version text NOT NULL,
    duplicate_of uuid,
    valid_from date NOT NULL,
    entity_version bigint NOT NULL,
    declared_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    withdrawn_at timestamptz
);
CREATE INDEX flow_by_change ON flow (updated_at, id);
CREATE INDEX flow_by_declaration ON flow (declared_at, id);
CREATE INDEX flow_by_end ON flow ((draft -> 'availability' ->> 'end')) WHERE withdrawn_at IS NULL AND ((draft -> 'availability' ->> 'end') IS NOT NULL);
CREATE INDEX flow_by_family ON flow (family, updated_at, id);
CREATE INDEX flow_by_organisation ON flow (organisation_id, updated_at, id);
CREATE INDEX flow_by_site ON flow (site_id, family, direction);
CREATE INDEX flow_by_territory ON flow (territory, updated_at, id);
CREATE INDEX flow_duplicates ON flow (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE UNIQUE INDEX flow_once ON flow (source, external_id);
CREATE INDEX flow_withdrawn ON flow (updated_at, id) WHERE withdrawn_at IS NOT NULL;

CREATE TABLE life (
    synergy_id uuid PRIMARY KEY,
    entity_version bigint NOT NULL,
    offer_id uuid,
    need_id uuid,
    value text,
    unit text
);
CREATE INDEX life_by_need ON life (need_id) WHERE unit IS NOT NULL;
CREATE INDEX life_by_offer ON life (offer_id) WHERE unit IS NOT NULL;

CREATE TABLE movement (
    day date NOT NULL,
    kind text NOT NULL,
    subject_id uuid NOT NULL,
    times integer NOT NULL,
    first_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    PRIMARY KEY (day, kind, subject_id)
);

CREATE TABLE occupation (
    code text PRIMARY KEY,
    parent text NOT NULL,
    label text NOT NULL,
    green boolean NOT NULL
);

CREATE TABLE occupation_file (
    version text PRIMARY KEY,
    digest text NOT NULL
);

CREATE TABLE occupation_title (
    code text NOT NULL REFERENCES occupation,
    title text NOT NULL,
    PRIMARY KEY (code, title)
);

CREATE TABLE organisation_verification (
    organisation_id uuid NOT NULL REFERENCES organisation,
    version bigint NOT NULL,
    at timestamptz NOT NULL,
    state text NOT NULL,
    how text NOT NULL,
    siren text,
    client_id text,
    role text,
    evidence text,
    PRIMARY KEY (organisation_id, version)
);

CREATE TABLE postal_code (
    organisation_id uuid PRIMARY KEY REFERENCES organisation,
    siren text NOT NULL,
    code_hash text NOT NULL,
    address text[] NOT NULL,
    made_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    tries integer NOT NULL
);

CREATE TABLE prospect (
    siret text PRIMARY KEY,
    name text,
    naf_code text NOT NULL,
    commune_code text,
    commune text,
    employees text,
    latitude double precision NOT NULL,
    longitude double precision NOT NULL,
    seen_at timestamptz NOT NULL
);
CREATE INDEX prospect_by_activity ON prospect (left(naf_code, 5), latitude);

CREATE TABLE sandbox (
    code text PRIMARY KEY REFERENCES territory,
    owner text NOT NULL REFERENCES client,
    name text NOT NULL,
    tool text NOT NULL REFERENCES client,
    animator text NOT NULL REFERENCES client,
    made_at timestamptz NOT NULL,
    CONSTRAINT sandbox_once UNIQUE (owner, name)
);

CREATE TABLE sharing (
    id uuid PRIMARY KEY,
    site_id uuid NOT NULL REFERENCES site,
    organisation_id uuid NOT NULL,
    territory text NOT NULL,
    source text,
    external_id text,
    kind text NOT NULL,
    direction text NOT NULL,
    subject text,
    draft jsonb NOT NULL,
    catalogue_version text NOT NULL,
    valid_from date NOT NULL,
    entity_version bigint NOT NULL,
    declared_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    withdrawn_at timestamptz
);
CREATE INDEX sharing_by_change ON sharing (updated_at, id);
CREATE INDEX sharing_by_declaration ON sharing (declared_at, id);
CREATE INDEX sharing_by_end ON sharing ((draft ->> 'valid_until')) WHERE withdrawn_at IS NULL AND ((draft ->> 'valid_until') IS NOT NULL);
CREATE INDEX sharing_by_organisation ON sharing (organisation_id, updated_at, id);
CREATE INDEX sharing_by_site ON sharing (site_id);
CREATE INDEX sharing_by_subject ON sharing (subject, updated_at, id);
CREATE INDEX sharing_by_territory ON sharing (territory, updated_at, id);
CREATE INDEX sharing_excluding ON sharing (id) WHERE withdrawn_at IS NULL AND ((draft -> 'excluded') IS NOT NULL);
CREATE UNIQUE INDEX sharing_once ON sharing (source, external_id);
CREATE INDEX sharing_withdrawn ON sharing (updated_at, id) WHERE withdrawn_at IS NOT NULL;

CREATE TABLE signing_key (
    kid text PRIMARY KEY,
    jwk jsonb,
    created_at timestamptz NOT NULL,
    sealed bytea,
    CONSTRAINT signing_key_once CHECK ((jwk IS NULL) <> (sealed IS NULL))
);

CREATE TABLE source_id (
    source text NOT NULL,
    kind text NOT NULL,
    external_id text NOT NULL,
    entity_id uuid NOT NULL,
    withdrawn_at timestamptz,
    PRIMARY KEY (source, kind, external_id)
);
CREATE INDEX source_id_by_entity ON source_id (entity_id);

CREATE TABLE territory_change (
    siren text NOT NULL REFERENCES territory,
    version bigint NOT NULL,
    at timestamptz NOT NULL,
    changed_by text,
    role text,
    changes jsonb NOT NULL,
    PRIMARY KEY (siren, version)
);

CREATE TABLE zone (
    territory text NOT NULL REFERENCES territory,
    code text NOT NULL,
    name text NOT NULL,
    latitude double precision NOT NULL,
    longitude double precision NOT NULL,
    radius_km double precision NOT NULL,
    source text NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (territory, code)
);
