"""Lives are found by when their next action is due, and by their last answer."""

from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.execute("ALTER TABLE life ADD COLUMN action_due date, ADD COLUMN answered_at timestamptz")
    op.execute(
        "UPDATE life SET action_due = (said #>> '{next_action,due}')::date, answered_at = ("
        "SELECT max((party ->> 'answered_at')::timestamptz) "
        "FROM jsonb_array_elements(said -> 'parties') AS party) "
        "FROM (SELECT synergy_id AS id, convert_from(body, 'UTF8')::jsonb AS said FROM life) AS of "
        "WHERE of.id = life.synergy_id"
    )
    op.execute("CREATE INDEX life_planned ON life (action_due) WHERE action_due IS NOT NULL")
    op.execute("CREATE INDEX life_answered ON life (answered_at) WHERE answered_at IS NOT NULL")
