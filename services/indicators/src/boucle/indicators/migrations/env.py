"""Run Alembic for indicators."""

from boucle.platform.db.migrations import run_env

run_env()
