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
MESSAGING_TABLES = Path(__file__).with_name("messaging.sql")
REPLAYED_BY = "ALTER TABLE dead_letter ADD COLUMN replayed_by text"
"""What the migration of each service ran when the column came: it stays as it is."""

_LOCK = 0x426F75636C65  # "Boucle": one migration at a time per database


class UnknownSchema(RuntimeError):
    """The database has a revision that this version does not know: newer, or too old."""


def create_messaging_tables(op: Any) -> None:
    """Create outbox, progress, dead_letter, idempotency, revoked_principal and halt, in a first
    revision."""
    run_script(op, MESSAGING_TABLES)


def run_script(op: Any, script: Path) -> None:
    """Run the statements of an SQL file in the migration's transaction. Only the driver takes
    several at once: SQLAlchemy prepares what it runs."""
    text_of_all = script.read_text("utf-8")
    driver = op.get_bind().connection.dbapi_connection
    driver.run_async(lambda connection: connection.execute(text_of_all))


async def migrate(url: str, migrations: Path, to: str = "head") -> str:
    """Bring the database to this code's schema, or up to an older one; return the revision reached.
    Several processes may run it at once: the others wait, then find nothing to do. Raises
    UnknownSchema if this code does not know the database's revision."""
    return await through_alchemy(url, lambda connection: _upgrade(connection, migrations, to))


async def pending_migrations(url: str, migrations: Path) -> tuple[str, ...]:
    """Return revisions that the database lacks; raises UnknownSchema like ``migrate``."""
    return await through_alchemy(url, lambda connection: _pending(connection, migrations))


async def through_alchemy(url: str, work: Callable[[Connection], T]) -> T:
    """Run work that needs SQLAlchemy's connection, as Alembic does; commit at its end."""
    engine = create_async_engine(_sqlalchemy_url(url), poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


def revisions(migrations: Path) -> tuple[str, ...]:
    """Return this code's revisions, oldest first, from their file names."""
    names = sorted(file.name for file in (migrations / "versions").glob("*.py"))
    return tuple(name.partition("_")[0] for name in names)


def run_env() -> None:
    """Do all that a service's ``migrations/env.py`` does."""
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
    _pending(connection, migrations)  # raises where it cannot
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)
    return _reached(connection) or ""


def _pending(connection: Connection, migrations: Path) -> tuple[str, ...]:
    all_revisions, reached = revisions(migrations), _reached(connection)
    if reached is None:
        return all_revisions
    if reached not in all_revisions:
        raise UnknownSchema(_unknown(connection.engine.url.database, reached, all_revisions))
    return all_revisions[all_revisions.index(reached) + 1 :]


def _unknown(database: str | None, reached: str, all_revisions: tuple[str, ...]) -> str:
    if all_revisions and reached < all_revisions[0]:
        return (
            f"database {database!r} is at schema {reached}, older than this version reads (oldest: "
            f"{all_revisions[0]}): run `migrate` of the version before first, or "
            "restore a newer backup"
        )
    return (
        f"database {database!r} is at schema {reached}, newer than this version knows (latest: "
        f"{all_revisions[-1] if all_revisions else 'none'}): run the newer version, "
        "or restore an older backup"
    )


def _reached(connection: Connection) -> str | None:
    """Return the database's revision from Alembic's table; None before the first."""
    if connection.execute(text("SELECT to_regclass('alembic_version')")).scalar() is None:
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _sqlalchemy_url(url: str) -> str:
    return plain_url(url).replace("postgresql://", "postgresql+asyncpg://", 1)
