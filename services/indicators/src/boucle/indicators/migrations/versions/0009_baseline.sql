-- Queues' rows come and go all the time: what they leave is used again soon.
CREATE TABLE changed (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kinds text[],
    entities text[],
    lists uuid[]
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

CREATE TABLE fact (
    kind text NOT NULL,
    entity text NOT NULL,
    version bigint NOT NULL,
    valid_from date NOT NULL,
    known_from timestamptz NOT NULL,
    gone boolean NOT NULL,
    territories text[] NOT NULL,
    organisations uuid[] NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (kind, entity, version)
);
CREATE INDEX fact_organisations ON fact USING gin (organisations);
CREATE INDEX fact_territories ON fact USING gin (territories);

CREATE TABLE flow_list (
    flow uuid NOT NULL,
    month date NOT NULL,
    version bigint NOT NULL,
    offers boolean NOT NULL,
    partners uuid[] NOT NULL,
    synergies bytea NOT NULL,
    ranks integer[] NOT NULL,
    quantities bigint[] NOT NULL,
    PRIMARY KEY (flow, month)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX flow_list_partners ON flow_list USING gin (partners);

CREATE TABLE kept_figures (
    territory text NOT NULL,
    month date NOT NULL,
    definitions text NOT NULL,
    figures jsonb NOT NULL,
    PRIMARY KEY (territory, month)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

CREATE TABLE touched (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    territory text NOT NULL,
    day date NOT NULL,
    at timestamptz DEFAULT now() NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- Whoever writes facts and lists, what changed is noted for the worker that holds them in memory.
CREATE FUNCTION note_fact() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.changed (kinds, entities) SELECT array_agg(kind), array_agg(entity) FROM rows HAVING count(*) > 0; RETURN NULL; END $$;

CREATE FUNCTION note_flow_list() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.changed (lists) SELECT array_agg(DISTINCT flow) FROM rows HAVING count(*) > 0; RETURN NULL; END $$;

CREATE TRIGGER note_delete AFTER DELETE ON fact REFERENCING OLD TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION note_fact();
CREATE TRIGGER note_delete AFTER DELETE ON flow_list REFERENCING OLD TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION note_flow_list();
CREATE TRIGGER note_insert AFTER INSERT ON fact REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION note_fact();
CREATE TRIGGER note_insert AFTER INSERT ON flow_list REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION note_flow_list();
CREATE TRIGGER note_update AFTER UPDATE ON fact REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION note_fact();
CREATE TRIGGER note_update AFTER UPDATE ON flow_list REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION note_flow_list();
