"""Alembic's entry for indicators."""

from boucle.common.db.migrations import run_env

run_env()
