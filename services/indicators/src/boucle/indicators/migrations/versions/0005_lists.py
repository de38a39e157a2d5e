"""Candidates come from lists; the facts of pairs, one by one, go.

What these said of months gone by becomes lists too, of version 0: each pair in the list of its
offer, until matching tells that list itself. The worker reads the topic ``lists`` from its
beginning when it starts, then makes all figures again; readers are asked to come back until then.
Renew and start matching first, so that the topic holds all lists. Facts are written into a new
table, while the worker of the version before waits.

Revision ID: 0005
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
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
    ) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02)
    """,
    "CREATE INDEX flow_list_partners ON flow_list USING gin (partners)",
    """
    CREATE TEMP TABLE pair ON COMMIT DROP AS
    SELECT entity, version, gone, said ->> 'offer' AS offer, (said ->> 'need')::uuid AS need,
           date_trunc('month', valid_from)::date AS month, valid_from,
           (said ->> 'score')::int + CASE WHEN (said ->> 'typical')::boolean THEN 0 ELSE 10001 END
               AS rank,
           coalesce(round((said ->> 'amount')::numeric
               * CASE said ->> 'nature' WHEN 'water' THEN 1000 ELSE 1000000 END), 0)::bigint
               AS quantity
    FROM fact CROSS JOIN LATERAL (SELECT convert_from(body, 'UTF8')::jsonb) AS json(said)
    WHERE kind = 'synergy'
    """,
    "CREATE INDEX pair_offer ON pair (offer)",
    "ANALYZE pair",
    # Of each offer and month in which one of its pairs changes: the pairs at the month's end.
    """
    INSERT INTO flow_list
    SELECT offer::uuid, month, 0, true,
           coalesce(array_agg(need ORDER BY rank DESC, entity) FILTER (WHERE NOT gone), '{}'),
           coalesce(string_agg(uuid_send(entity::uuid), '' ORDER BY rank DESC, entity)
                    FILTER (WHERE NOT gone), ''),
           coalesce(array_agg(rank ORDER BY rank DESC, entity) FILTER (WHERE NOT gone), '{}'),
           coalesce(array_agg(quantity ORDER BY rank DESC, entity) FILTER (WHERE NOT gone), '{}')
    FROM (SELECT DISTINCT offer, month FROM pair) changed
    CROSS JOIN LATERAL (
        SELECT DISTINCT ON (entity) entity, need, rank, quantity, gone FROM pair
        WHERE pair.offer = changed.offer AND valid_from < changed.month + interval '1 month'
        ORDER BY entity, version DESC
    ) held
    GROUP BY offer, month
    """,
    "DROP TABLE pair",
    # Facts are written anew: nine in ten were pairs, and deleting them would leave their room.
    "ALTER TABLE fact RENAME TO fact_before",
    "ALTER INDEX fact_pkey RENAME TO fact_before_pkey",
    "DROP INDEX fact_territories",
    "DROP INDEX fact_organisations",
    """
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
        CONSTRAINT fact_pkey PRIMARY KEY (kind, entity, version)
    )
    """,
    "INSERT INTO fact SELECT * FROM fact_before WHERE kind <> 'synergy' "
    "ORDER BY kind, entity, version",
    "DROP TABLE fact_before",
    "CREATE INDEX fact_territories ON fact USING gin (territories)",
    "CREATE INDEX fact_organisations ON fact USING gin (organisations)",
    # A worker of the version before, until it is renewed: its pairs are passed over.
    """
    CREATE FUNCTION pass_over() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$
    """,
    """
    CREATE TRIGGER no_pairs BEFORE INSERT ON fact FOR EACH ROW WHEN (NEW.kind = 'synergy')
    EXECUTE FUNCTION pass_over()
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("facts are rebuilt by replaying the topics, never undone")
