"""Create one database and one role per service; no role enters another's database."""

import asyncpg

from boucle.local.parts.postgres import EmbeddedPostgres


async def ensure_databases(postgres: EmbeddedPostgres, passwords: dict[str, str]) -> None:
    connection = await asyncpg.connect(postgres.url("postgres"))
    try:
        for name, password in passwords.items():
            await _ensure(connection, name, password)
    finally:
        await connection.close()


async def recreate_empty(postgres: EmbeddedPostgres, passwords: dict[str, str]) -> None:
    """Drop the services' databases, with their sessions, and create them again, empty."""
    connection = await asyncpg.connect(postgres.url("postgres"))
    try:
        for name in passwords:
            await connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    finally:
        await connection.close()
    await ensure_databases(postgres, passwords)


async def _ensure(connection: asyncpg.Connection, name: str, password: str) -> None:
    # Names are the services' own and passwords are url-safe: no input from outside.
    if not await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", name):
        await connection.execute(f'CREATE ROLE "{name}" LOGIN')
    await connection.execute(f"ALTER ROLE \"{name}\" PASSWORD '{password}'")
    if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name):
        await connection.execute(f'CREATE DATABASE "{name}" OWNER "{name}"')
    await connection.execute(f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC')
