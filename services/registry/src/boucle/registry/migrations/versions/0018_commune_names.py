"""Communes are found by how their names begin, and by EPCI; which file they are of has a version.

Revision ID: 0018
"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

# As `registry.reference.search.folded`: without accents, in lower case, signs as one space. What is
# no ASCII is folded before: `lower` leaves it as it is where the database has no locale.
_FOLDED = r"""
    trim(regexp_replace(
        lower(regexp_replace(
            normalize(
                replace(replace(replace(replace(
                    name, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae'),
                NFKD
            ),
            '[\u0300-\u036f]', '', 'g'
        )),
        '[^a-z0-9]+', ' ', 'g'
    ))
"""
_STATEMENTS = (
    """
    ALTER TABLE commune
        ADD COLUMN folded text COLLATE "C" NOT NULL DEFAULT '',
        ADD COLUMN merged boolean NOT NULL DEFAULT false
    """,
    f"UPDATE commune SET folded = {_FOLDED}, merged = code <> today",
    """
    ALTER TABLE commune
        ALTER COLUMN folded DROP DEFAULT,
        ALTER COLUMN merged DROP DEFAULT
    """,
    "CREATE INDEX commune_by_name ON commune (folded, code)",
    "CREATE INDEX IF NOT EXISTS commune_by_epci ON commune (epci)",
    "CREATE TABLE commune_file (version text PRIMARY KEY)",
    "INSERT INTO commune_file SELECT 'before 0018' WHERE EXISTS (SELECT FROM commune)",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
