"""All tables as they were at 0029, the last revision before anything was released (ADR 0047)."""

import json
from pathlib import Path

import sqlalchemy as sa
from alembic import op

from boucle.platform.db import create_messaging_tables, run_script
from boucle.platform.identity import new_signing_key

revision = "0029"
down_revision = None


def upgrade() -> None:
    create_messaging_tables(op)
    run_script(op, Path(__file__).with_suffix(".sql"))
    _first_signing_key()


def _first_signing_key() -> None:
    """Made with the database, so that every process of every start signs and verifies with it."""
    key = new_signing_key()
    op.execute(
        sa.text(
            "INSERT INTO signing_key (kid, jwk, created_at) "
            "VALUES (:kid, CAST(:jwk AS jsonb), now())"
        ).bindparams(kid=str(key.kid), jwk=json.dumps(key.as_dict(private=True)))
    )
