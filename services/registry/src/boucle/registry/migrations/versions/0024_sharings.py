"""What sites could pool, offer or need.

Revision ID: 0024
"""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
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
    )
    """,
    "CREATE UNIQUE INDEX sharing_once ON sharing (source, external_id)",
    "CREATE INDEX sharing_by_change ON sharing (updated_at, id)",
    "CREATE INDEX sharing_by_declaration ON sharing (declared_at, id)",
    """
    CREATE INDEX sharing_withdrawn ON sharing (updated_at, id) WHERE withdrawn_at IS NOT NULL
    """,
    "CREATE INDEX sharing_by_organisation ON sharing (organisation_id, updated_at, id)",
    "CREATE INDEX sharing_by_territory ON sharing (territory, updated_at, id)",
    "CREATE INDEX sharing_by_subject ON sharing (subject, updated_at, id)",
    "CREATE INDEX sharing_by_site ON sharing (site_id)",
    """
    CREATE INDEX sharing_by_end ON sharing ((draft ->> 'valid_until'))
    WHERE withdrawn_at IS NULL AND draft ->> 'valid_until' IS NOT NULL
    """,
    """
    CREATE INDEX sharing_excluding ON sharing (id)
    WHERE withdrawn_at IS NULL AND draft -> 'excluded' IS NOT NULL
    """,
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
