"""Create all tables as they were at 0009, the last revision before any release (ADR 0047)."""

from pathlib import Path

from alembic import op

from boucle.platform.db import create_messaging_tables, run_script

revision = "0009"
down_revision = None


def upgrade() -> None:
    create_messaging_tables(op)
    run_script(op, Path(__file__).with_suffix(".sql"))
