CREATE TABLE crowd (
    family text NOT NULL,
    output boolean NOT NULL,
    division text NOT NULL,
    north smallint NOT NULL,
    east smallint NOT NULL,
    counts smallint[] NOT NULL,
    stale boolean NOT NULL,
    PRIMARY KEY (family, output, division, north, east)
);
CREATE INDEX crowd_stale ON crowd (family) WHERE stale;
CREATE INDEX crowd_unplaced ON crowd (family, output) WHERE (counts[7] < 3) AND (counts[8] >= 3);

CREATE TABLE declared_sharing (
    sharing_id uuid PRIMARY KEY,
    version bigint NOT NULL,
    withdrawn boolean NOT NULL,
    organisation_id uuid NOT NULL,
    territory text NOT NULL,
    declared_by text,
    market text,
    made_by text NOT NULL,
    body bytea NOT NULL,
    changed_at timestamptz NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX declared_sharing_market ON declared_sharing (market, sharing_id) WHERE market IS NOT NULL;
CREATE INDEX declared_sharing_organisation ON declared_sharing (organisation_id, sharing_id) WHERE NOT withdrawn;
CREATE INDEX declared_sharing_territory ON declared_sharing (territory, sharing_id) WHERE NOT withdrawn;

CREATE TABLE disclosure (
    number bigint PRIMARY KEY,
    previous bytea NOT NULL,
    salt bytea NOT NULL,
    hash bytea NOT NULL,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    by_right text NOT NULL,
    to_organisation uuid NOT NULL,
    to_territory text NOT NULL,
    of_organisation uuid NOT NULL,
    of_territory text NOT NULL,
    synergy_id uuid NOT NULL,
    version bigint NOT NULL,
    actor text NOT NULL,
    CONSTRAINT disclosure_number_positive CHECK (number > 0)
);
CREATE INDEX disclosure_of ON disclosure (of_organisation, number);
CREATE INDEX disclosure_to ON disclosure (to_organisation, number);

CREATE TABLE disclosure_head (
    id smallint PRIMARY KEY,
    number bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT disclosure_head_one CHECK (id = 1)
);

-- Rows are written again in place where ranks move, and come and go by the thousand.
CREATE TABLE entry (
    owner uuid NOT NULL,
    partner uuid NOT NULL,
    gives boolean NOT NULL,
    rank smallint NOT NULL,
    since timestamptz NOT NULL,
    synergy_id uuid NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (owner, partner)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX entry_partner ON entry (partner);
CREATE INDEX entry_synergy ON entry (synergy_id);

CREATE TABLE life (
    synergy_id uuid PRIMARY KEY,
    entity_version bigint NOT NULL,
    state text NOT NULL,
    kind text NOT NULL,
    found_by text NOT NULL,
    nature text,
    score integer,
    organisations uuid[] NOT NULL,
    territories text[] NOT NULL,
    flows uuid[] NOT NULL,
    offer_id uuid,
    need_id uuid,
    contract_until date,
    body bytea NOT NULL,
    updated_at timestamptz NOT NULL,
    inputs bytea,
    introduced uuid[] DEFAULT '{}' NOT NULL,
    CONSTRAINT life_version_positive CHECK (entity_version > 0)
);
CREATE INDEX life_due ON life (contract_until) WHERE contract_until IS NOT NULL;
CREATE INDEX life_introduced ON life USING gin (introduced);
CREATE INDEX life_need ON life (need_id) WHERE need_id IS NOT NULL;
CREATE INDEX life_offer ON life (offer_id) WHERE offer_id IS NOT NULL;
CREATE INDEX life_territories ON life USING gin (territories);
CREATE INDEX life_updated ON life (updated_at, synergy_id);

CREATE TABLE life_history (
    synergy_id uuid NOT NULL,
    version bigint NOT NULL,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    type text NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (synergy_id, version)
);

CREATE TABLE owned_flow (
    flow_id uuid PRIMARY KEY,
    partition smallint NOT NULL,
    flow_offset bigint NOT NULL,
    version bigint NOT NULL,
    withdrawn boolean NOT NULL,
    body bytea NOT NULL,
    organisation_id uuid NOT NULL,
    territory text NOT NULL,
    nature text NOT NULL,
    changed_at timestamptz NOT NULL,
    output boolean DEFAULT false NOT NULL,
    family text,
    division text DEFAULT '' NOT NULL,
    north smallint DEFAULT 0 NOT NULL,
    east smallint DEFAULT 0 NOT NULL,
    declared_by text,
    further text
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX owned_flow_declared_by ON owned_flow (declared_by, flow_id) WHERE NOT withdrawn AND declared_by IS NOT NULL;
CREATE INDEX owned_flow_family ON owned_flow (family, output, ((north >> 3)), ((east >> 3)), flow_id) WHERE NOT withdrawn AND family IS NOT NULL;
CREATE INDEX owned_flow_further ON owned_flow USING gin (string_to_array(further, ' ')) WHERE NOT withdrawn AND further IS NOT NULL;
CREATE INDEX owned_flow_organisation ON owned_flow (organisation_id, flow_id) WHERE NOT withdrawn;
CREATE INDEX owned_flow_partition ON owned_flow (partition, flow_offset);
CREATE INDEX owned_flow_territory ON owned_flow (territory, flow_id) WHERE NOT withdrawn;

CREATE TABLE owned_partition (
    partition smallint PRIMARY KEY,
    epoch bigint NOT NULL,
    catalogue text NOT NULL,
    positions bytea NOT NULL,
    turn bigint NOT NULL
);

CREATE TABLE register_companies (
    nace text NOT NULL,
    north smallint NOT NULL,
    east smallint NOT NULL,
    companies integer[] NOT NULL,
    PRIMARY KEY (nace, north, east)
);
CREATE INDEX register_companies_cell ON register_companies (north, east);

CREATE TABLE shown_to_tool (
    synergy_id uuid NOT NULL,
    tool text NOT NULL,
    at timestamptz NOT NULL,
    offer_organisation uuid NOT NULL,
    offer_territory text NOT NULL,
    need_organisation uuid NOT NULL,
    need_territory text NOT NULL,
    PRIMARY KEY (synergy_id, tool)
);

CREATE TABLE site (
    version bigint NOT NULL,
    organisation_id uuid NOT NULL,
    site_id uuid PRIMARY KEY,
    territory text NOT NULL,
    division text,
    tools text[] NOT NULL,
    withdrawn boolean NOT NULL,
    north smallint DEFAULT 0 NOT NULL,
    east smallint DEFAULT 0 NOT NULL
);
CREATE INDEX site_organisation ON site (organisation_id);
CREATE INDEX site_tools ON site USING gin (tools);

-- Rows come and go all the time.
CREATE TABLE stale_market (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    market text NOT NULL,
    since timestamptz NOT NULL,
    correlation_id uuid,
    causation_id uuid
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
CREATE INDEX stale_market_market ON stale_market (market, id);

-- Groups are replaced as declarations change.
CREATE TABLE synergy_group (
    synergy_id uuid PRIMARY KEY,
    version bigint NOT NULL,
    market text NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    state text NOT NULL,
    organisations uuid[] NOT NULL,
    territories text[] NOT NULL,
    body bytea NOT NULL,
    changed_at timestamptz NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX synergy_group_market ON synergy_group (market, synergy_id);
CREATE INDEX synergy_group_organisations ON synergy_group USING gin (organisations);
CREATE INDEX synergy_group_territories ON synergy_group USING gin (territories);

CREATE TABLE territory_settings (
    siren text PRIMARY KEY,
    version bigint NOT NULL,
    body bytea NOT NULL
);

CREATE TABLE to_mend (
    partition smallint NOT NULL,
    flow_id uuid NOT NULL,
    PRIMARY KEY (partition, flow_id)
);

CREATE SEQUENCE synergy_group_version;

CREATE FUNCTION refuse_to_change_disclosures() RETURNS trigger LANGUAGE plpgsql AS $$
    begin
        raise exception 'the register of disclosures is only appended to: % is refused', tg_op
            using errcode = 'insufficient_privilege';
    end $$;

CREATE TRIGGER disclosure_only_appended BEFORE DELETE OR UPDATE OR TRUNCATE ON disclosure FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_disclosures();

INSERT INTO disclosure_head VALUES (1, 0, decode(repeat('00', 32), 'hex'));

-- Events of lists stay in their rows up to a page.
ALTER TABLE outbox SET (toast_tuple_target = 8160);
