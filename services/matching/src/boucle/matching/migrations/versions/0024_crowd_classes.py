"""Flows are shown as their class of a fixed partition of the register."""

from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.execute("DROP TABLE crowd")
    op.execute(
        "CREATE TABLE crowd (family text, output boolean, division text, north smallint, "
        "east smallint, level smallint, sector boolean NOT NULL, companies smallint NOT NULL, "
        "stale boolean NOT NULL, PRIMARY KEY (family, output, division, north, east))"
    )
    op.execute("CREATE INDEX crowd_stale ON crowd (family) WHERE stale")
    op.execute(
        "CREATE INDEX crowd_unplaced ON crowd (family, output) "
        "WHERE level IS NULL AND companies > 0"
    )
    op.execute(
        "CREATE TABLE crowd_partition (family text, output boolean, stale boolean NOT NULL, "
        "since timestamptz NOT NULL, PRIMARY KEY (family, output))"
    )
    op.execute(
        "CREATE TABLE crowd_class (family text, output boolean, division text, level smallint, "
        "north smallint, east smallint, companies integer NOT NULL, "
        "PRIMARY KEY (family, output, division, level, north, east))"
    )
    op.execute(
        "INSERT INTO crowd SELECT DISTINCT each.family, output, division, north, east, "
        "NULL::smallint, FALSE, 0, TRUE FROM owned_flow CROSS JOIN "
        "unnest(family || string_to_array(further, ' ')) AS each(family) "
        "WHERE owned_flow.family IS NOT NULL AND NOT withdrawn"
    )
