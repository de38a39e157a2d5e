"""The history of territories' settings, from what they are today on."""

from alembic import op

revision = "0003"
down_revision = "0002"

_STATEMENTS = (
    """
    CREATE TABLE territory_change (
        siren text NOT NULL REFERENCES territory,
        version bigint NOT NULL,
        at timestamptz NOT NULL,
        changed_by text,
        role text,
        changes jsonb NOT NULL,
        PRIMARY KEY (siren, version)
    )
    """,
    """
    INSERT INTO territory_change (siren, version, at, changes)
    SELECT siren, entity_version, updated_at, jsonb_build_array(
        jsonb_build_object('setting', 'policy', 'before', NULL, 'after', policy),
        jsonb_build_object('setting', 'k', 'before', NULL, 'after', k),
        jsonb_build_object('setting', 'threshold', 'before', NULL, 'after', threshold),
        jsonb_build_object('setting', 'auto_threshold', 'before', NULL, 'after', auto_threshold),
        jsonb_build_object('setting', 'weights', 'before', NULL, 'after', weights),
        jsonb_build_object('setting', 'limits', 'before', NULL, 'after', limits),
        jsonb_build_object('setting', 'routes_off', 'before', NULL, 'after', to_jsonb(routes_off))
    ) FROM territory
    """,
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
