"""Who and what: territories, organisations, sites, flows, contacts, credentials."""

import json

import sqlalchemy as sa
from alembic import op

from boucle.platform.db import create_messaging_tables
from boucle.platform.identity import new_signing_key

revision = "0001"
down_revision = None

# Frozen: a database made last year ran this very text. A change is a new revision.
_TABLES = (
    """
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
        updated_at timestamptz NOT NULL
    )
    """,
    """
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
        withdrawn_at timestamptz
    )
    """,
    "CREATE INDEX organisation_by_change ON organisation (updated_at, id)",
    "CREATE INDEX organisation_by_territory ON organisation (territory)",
    "CREATE INDEX organisation_by_tool ON organisation USING gin (tools)",
    "CREATE INDEX organisation_by_siren ON organisation (siren) WHERE siren IS NOT NULL",
    """
    CREATE TABLE contact (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisation,
        name text NOT NULL,
        email text NOT NULL,
        phone text,
        language text NOT NULL,
        role text NOT NULL
    )
    """,
    "CREATE UNIQUE INDEX contact_once ON contact (organisation_id, lower(email))",
    """
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
        withdrawn_at timestamptz
    )
    """,
    "CREATE INDEX site_by_change ON site (updated_at, id)",
    "CREATE INDEX site_by_organisation ON site (organisation_id)",
    "CREATE INDEX site_by_territory ON site (territory)",
    """
    CREATE UNIQUE INDEX site_once ON site (organisation_id, siret)
    WHERE siret IS NOT NULL AND withdrawn_at IS NULL
    """,
    """
    CREATE TABLE source_id (
        source text,
        kind text,
        external_id text,
        entity_id uuid NOT NULL,
        withdrawn_at timestamptz,
        PRIMARY KEY (source, kind, external_id)
    )
    """,
    "CREATE INDEX source_id_by_entity ON source_id (entity_id)",
    """
    CREATE TABLE flow (
        id uuid PRIMARY KEY,
        site_id uuid NOT NULL REFERENCES site,
        organisation_id uuid NOT NULL,
        territory text NOT NULL,
        place text NOT NULL,
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
    )
    """,
    "CREATE UNIQUE INDEX flow_once ON flow (source, external_id)",
    "CREATE INDEX flow_by_change ON flow (updated_at, id)",
    "CREATE INDEX flow_by_organisation ON flow (organisation_id, updated_at, id)",
    "CREATE INDEX flow_by_territory ON flow (territory, updated_at, id)",
    "CREATE INDEX flow_by_site ON flow (site_id)",
    "CREATE INDEX flow_by_group ON flow (place, family, direction) WHERE withdrawn_at IS NULL",
    "CREATE INDEX flow_duplicates ON flow (duplicate_of) WHERE duplicate_of IS NOT NULL",
    """
    CREATE TABLE duplicate_decision (
        low uuid,
        high uuid,
        decision text NOT NULL,
        decided_by text NOT NULL,
        decided_at timestamptz NOT NULL,
        PRIMARY KEY (low, high)
    )
    """,
    "CREATE INDEX duplicate_decision_by_high ON duplicate_decision (high)",
    """
    CREATE TABLE client (
        client_id text PRIMARY KEY,
        name text NOT NULL,
        role text NOT NULL,
        source text,
        organisations uuid[] NOT NULL,
        territories text[] NOT NULL,
        secret_hash text NOT NULL,
        created_at timestamptz NOT NULL,
        revoked_at timestamptz
    )
    """,
    "CREATE UNIQUE INDEX client_source ON client (source) WHERE source IS NOT NULL",
    """
    CREATE TABLE signing_key (
        kid text PRIMARY KEY,
        jwk jsonb NOT NULL,
        created_at timestamptz NOT NULL
    )
    """,
    """
    CREATE TABLE bilan (
        id uuid PRIMARY KEY,
        client_id text NOT NULL,
        counts jsonb NOT NULL,
        errors jsonb NOT NULL,
        rejects bytea NOT NULL,
        created_at timestamptz NOT NULL
    )
    """,
    "CREATE INDEX bilan_by_client ON bilan (client_id, created_at)",
)


def upgrade() -> None:
    create_messaging_tables(op)
    for statement in _TABLES:
        op.execute(statement)
    _first_signing_key()


def _first_signing_key() -> None:
    """Made with the database, so that every process of every start signs and verifies with it."""
    key = new_signing_key()
    op.execute(
        sa.text(
            "INSERT INTO signing_key (kid, jwk, created_at) "
            "VALUES (:kid, CAST(:jwk AS jsonb), now())"
        ).bindparams(kid=str(key.kid), jwk=json.dumps(key.as_dict(private=True)))
    )
