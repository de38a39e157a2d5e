"""Lives of synergies: what each takes of its flows while it runs.

Revision ID: 0008
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    CREATE TABLE life (
        synergy_id uuid PRIMARY KEY,
        entity_version bigint NOT NULL,
        offer_id uuid,
        need_id uuid,
        value text,
        unit text
    )
    """,
    "CREATE INDEX life_by_offer ON life (offer_id) WHERE unit IS NOT NULL",
    "CREATE INDEX life_by_need ON life (need_id) WHERE unit IS NOT NULL",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
