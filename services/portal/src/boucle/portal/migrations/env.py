"""Alembic's entry for portal."""

from boucle.common.db.migrations import run_env

run_env()
