"""What is masked was last changed in an hour, no moment."""

from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.execute(
        "UPDATE shown_life SET changed_at = date_trunc('hour', shown_life.changed_at, 'UTC') "
        "FROM life WHERE life.synergy_id = shown_life.synergy_id AND NOT life.disclosed"
    )
