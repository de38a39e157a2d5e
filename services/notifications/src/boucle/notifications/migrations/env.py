"""Alembic's entry: the whole of it is in boucle.common."""

from boucle.platform.db.migrations import run_env

run_env()
