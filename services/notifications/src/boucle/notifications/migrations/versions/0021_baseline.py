"""All tables as they were at 0021, the last revision before anything was released (ADR 0047)."""

from pathlib import Path

from alembic import op

from boucle.platform.db import create_messaging_tables, run_script

revision = "0021"
down_revision = None


def upgrade() -> None:
    create_messaging_tables(op)
    run_script(op, Path(__file__).with_suffix(".sql"))
