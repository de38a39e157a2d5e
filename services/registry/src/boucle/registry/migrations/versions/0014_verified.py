"""Organisations are claimed, verified or refused; what they repeat of it; tools that verify.

Present ones become verified; of several with one SIREN the first declared, the others are claims on
it. ``site.on_trial`` follows when the worker starts, which publishes it (``declarations/repairs``):
until then events say what they said. ``place`` stays for the release before, which goes on writing
while this one starts; so do the defaults.

Revision ID: 0014
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    ALTER TABLE organisation
        ADD COLUMN state text NOT NULL DEFAULT 'claimed',
        ADD COLUMN merged_into uuid REFERENCES organisation
    """,
    "ALTER TABLE site ADD COLUMN on_trial boolean NOT NULL DEFAULT false",
    "ALTER TABLE client ADD COLUMN verifies boolean NOT NULL DEFAULT false",
    """
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
    )
    """,
    """
    CREATE TABLE postal_code (
        organisation_id uuid PRIMARY KEY REFERENCES organisation,
        siren text NOT NULL,
        code_hash text NOT NULL,
        address text[] NOT NULL,
        made_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        tries integer NOT NULL
    )
    """,
    """
    UPDATE organisation SET state = 'verified' WHERE id IN (
        SELECT DISTINCT ON (coalesce(siren, id::text)) id FROM organisation
        WHERE withdrawn_at IS NULL
        ORDER BY coalesce(siren, id::text), declared_at, id
    )
    """,
    """
    INSERT INTO organisation_verification (organisation_id, version, at, state, how, siren)
    SELECT id, entity_version, now(), state, 'before', siren FROM organisation
    """,
    """
    CREATE UNIQUE INDEX organisation_verified_once ON organisation (siren)
    WHERE state = 'verified' AND withdrawn_at IS NULL
    """,
    """
    CREATE INDEX organisation_claimed ON organisation (updated_at, id)
    WHERE state = 'claimed' AND withdrawn_at IS NULL
    """,
    "UPDATE flow SET place = site_id::text WHERE place <> site_id::text",
    "DROP INDEX flow_by_group",
    "DROP INDEX flow_by_site",
    "CREATE INDEX flow_by_site ON flow (site_id, family, direction)",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
