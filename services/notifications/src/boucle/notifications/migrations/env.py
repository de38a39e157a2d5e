"""Alembic's entry: the whole of it is in boucle.platform."""

from boucle.platform.db.migrations import run_env

run_env()
