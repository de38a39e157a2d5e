"""Alembic, run from Python: one ``migrations`` folder per service, its ``env.py`` two lines long.

    from boucle.platform.db.migrations import run_env
    run_env()

Revisions live in ``migrations/versions``, one after the other, each file named after its own
(``0007_held_until.py``); the first one calls ``create_messaging_tables(op)``. Alembic is imported
late: it takes 8 MB, and a process that serves needs to know no more than the names.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from boucle.platform.db.database import plain_url

T = TypeVar("T")

_LOCK = 0x426F75636C65  # "Boucle": one migration at a time per database

# Frozen: a database made last year ran this very text. A change is a new revision.
_MESSAGING_V1 = (
    """
    CREATE TABLE outbox (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        event_id uuid NOT NULL,
        topic text NOT NULL,
        key text NOT NULL,
        headers jsonb NOT NULL,
        payload bytea NOT NULL,
        created_at timestamptz NOT NULL,
        published_at timestamptz
    )
    """,
    "CREATE INDEX outbox_unpublished ON outbox (seq) WHERE published_at IS NULL",
    """
    CREATE TABLE progress (
        consumer text, topic text, partition smallint,
        next_offset bigint NOT NULL,
        epoch bigint NOT NULL,
        PRIMARY KEY (consumer, topic, partition)
    )
    """,
    """
    CREATE TABLE dead_letter (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        consumer text NOT NULL,
        topic text NOT NULL,
        partition smallint NOT NULL,
        "offset" bigint NOT NULL,
        key text,
        headers jsonb NOT NULL,
        payload bytea,
        cause text NOT NULL,
        trace text NOT NULL,
        correlation_id uuid,
        failed_at timestamptz NOT NULL,
        replayed_at timestamptz,
        UNIQUE (consumer, topic, partition, "offset")
    )
    """,
    """
    CREATE TABLE inbox (
        consumer text, event_id uuid,
        seen_at timestamptz NOT NULL,
        PRIMARY KEY (consumer, event_id)
    )
    """,
    "CREATE INDEX ix_inbox_seen_at ON inbox (seen_at)",
    """
    CREATE TABLE idempotency (
        principal text, key text,
        request_hash bytea NOT NULL,
        status smallint NOT NULL,
        headers jsonb NOT NULL,
        response bytea NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (principal, key)
    )
    """,
    "CREATE INDEX ix_idempotency_created_at ON idempotency (created_at)",
)

# What a relay of before marked meanwhile is sent once more, and nobody minds.
_OUTBOX_V2 = (
    "DELETE FROM outbox WHERE published_at IS NOT NULL",
    "DROP INDEX outbox_unpublished",
)
# Rows come and go by the hundred a second: what they leave is to be used again within seconds. They
# go too soon for compressing them to be worth it.
_OUTBOX_V3 = (
    """
    ALTER TABLE outbox SET (
        autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
        autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0,
        toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 1000,
        toast.autovacuum_vacuum_insert_threshold = -1, toast.autovacuum_vacuum_cost_delay = 0
    )
    """,
    "ALTER TABLE outbox ALTER COLUMN payload SET STORAGE EXTERNAL",
)

_REVOKED_PRINCIPAL_V1 = """
    CREATE TABLE revoked_principal (client_id text PRIMARY KEY, not_before timestamptz NOT NULL)
"""
_HALTS = """
    CREATE TABLE halt (
        topic text,
        partition smallint,
        "offset" bigint,
        consumer text,
        type text NOT NULL,
        subject text NOT NULL,
        version text NOT NULL,
        cause text NOT NULL,
        met_at timestamptz NOT NULL,
        skipped_at timestamptz,
        skipped_by text,
        reason text,
        PRIMARY KEY (topic, partition, "offset")
    )
"""


class NewerSchema(RuntimeError):
    """The database was migrated by a newer version of this service."""


def create_messaging_tables(op: Any) -> None:
    """For a service's first revision: outbox, progress, dead_letter, inbox, idempotency."""
    for statement in _MESSAGING_V1:
        op.execute(statement)


def keep_unpublished_only(op: Any) -> None:
    """From here on what is published leaves the outbox (ADR 0014)."""
    for statement in _OUTBOX_V2:
        op.execute(statement)


def vacuum_outbox_often(op: Any) -> None:
    """From here on the outbox keeps the size of what waits in it."""
    for statement in _OUTBOX_V3:
        op.execute(statement)


def create_revoked_principal(op: Any) -> None:
    """From here on a token of a client may be revoked before it ends (ADR 0042)."""
    op.execute(_REVOKED_PRINCIPAL_V1)


def keep_halts(op: Any) -> None:
    """From here on what halts consumers is kept, and who had it skipped (ADR 0046)."""
    op.execute(_HALTS)


async def migrate(url: str, migrations: Path, to: str = "head") -> str:
    """Bring the database to this code's schema, or up to an older one; returns the revision
    reached.

    Safe to run from several processes at once: the others wait, then find nothing to do.
    Raises NewerSchema when the database knows revisions that this code does not.
    """
    return await through_alchemy(url, lambda connection: _upgrade(connection, migrations, to))


async def pending_migrations(url: str, migrations: Path) -> tuple[str, ...]:
    """Revisions this code has and the database has not; raises NewerSchema like ``migrate``."""
    return await through_alchemy(url, lambda connection: _pending(connection, migrations))


async def through_alchemy(url: str, work: Callable[[Connection], T]) -> T:
    """Work that needs SQLAlchemy's connection, as Alembic does; committed at its end."""
    engine = create_async_engine(_sqlalchemy_url(url), poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


def revisions(migrations: Path) -> tuple[str, ...]:
    """Those of this code, the oldest first, by the names of their files."""
    names = sorted(file.name for file in (migrations / "versions").glob("*.py"))
    return tuple(name.partition("_")[0] for name in names)


def run_env() -> None:
    """The whole of a service's ``migrations/env.py``."""
    from alembic import context  # noqa: PLC0415

    connection = context.config.attributes["connection"]
    context.configure(connection=connection, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()


def _upgrade(connection: Connection, migrations: Path, to: str) -> str:
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    # Held by the transaction that migrates: released with it, however it ends.
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    _pending(connection, migrations)  # raises where the database is newer
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)
    return _reached(connection) or ""


def _pending(connection: Connection, migrations: Path) -> tuple[str, ...]:
    known, reached = revisions(migrations), _reached(connection)
    if reached is None:
        return known
    if reached not in known:
        latest = known[-1] if known else "none"
        raise NewerSchema(
            f"database {connection.engine.url.database!r} is at schema {reached}, newer "
            f"than this version knows (latest: {latest}): run the newer version, or restore an "
            "older backup"
        )
    return known[known.index(reached) + 1 :]


def _reached(connection: Connection) -> str | None:
    """The revision that the database is at, as Alembic keeps it; None before the first."""
    if connection.execute(text("SELECT to_regclass('alembic_version')")).scalar() is None:
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _sqlalchemy_url(url: str) -> str:
    return plain_url(url).replace("postgresql://", "postgresql+asyncpg://", 1)
