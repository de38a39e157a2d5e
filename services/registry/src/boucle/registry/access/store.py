"""Principals and signing keys in Postgres."""

import json
from collections.abc import Sequence
from datetime import datetime

from asyncpg import Record
from joserfc.jwk import OKPKey

from boucle.common.db import ReadSession, WriteSession
from boucle.common.paging import PageRequest
from boucle.registry.entities import Client
from boucle.registry.where import Where, page

Session = ReadSession | WriteSession

_COLUMNS = """
    client_id, name, role, source, organisations, territories, secret_hash, created_at, revoked_at
"""
_FIND = f"SELECT {_COLUMNS} FROM client WHERE client_id = $1"
_LOCK = f"{_FIND} FOR NO KEY UPDATE"
_ADD = f"""
    INSERT INTO client ({_COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT DO NOTHING RETURNING client_id
"""
_REVOKE = "UPDATE client SET revoked_at = $2 WHERE client_id = $1 AND revoked_at IS NULL"
_ROTATE = "UPDATE client SET secret_hash = $2 WHERE client_id = $1"
_KEYS = "SELECT jwk FROM signing_key ORDER BY created_at DESC, kid"

_NEWEST_KEY = "SELECT max(created_at) FROM signing_key"
_ADD_KEY = "INSERT INTO signing_key (kid, jwk, created_at) VALUES ($1, $2::text::jsonb, $3)"


async def find_client(session: Session, client_id: str) -> Client | None:
    driver = await session.driver()
    row = await driver.fetchrow(_FIND, client_id)
    return _client(row) if row else None


async def lock_client(session: WriteSession, client_id: str) -> Client | None:
    driver = await session.driver()
    row = await driver.fetchrow(_LOCK, client_id)
    return _client(row) if row else None


async def add_client(session: WriteSession, client: Client) -> bool:
    """False when its id or its source is taken."""
    driver = await session.driver()
    added = await driver.fetchval(
        _ADD,
        client.client_id,
        client.name,
        client.role,
        client.source,
        list(client.organisations),
        list(client.territories),
        client.secret_hash,
        client.created_at,
        client.revoked_at,
    )
    return added is not None


async def revoke(session: WriteSession, client_id: str, now: datetime) -> None:
    driver = await session.driver()
    await driver.execute(_REVOKE, client_id, now)


async def rotate(session: WriteSession, client_id: str, secret_hash: str) -> None:
    driver = await session.driver()
    await driver.execute(_ROTATE, client_id, secret_hash)


async def list_clients(
    session: ReadSession, request: PageRequest, *, role: str | None
) -> Sequence[Client]:
    where = Where()
    where.maybe("role = {}", role)
    tail = page(where, request, str)
    driver = await session.driver()
    listed = f"(SELECT {_COLUMNS}, created_at AS updated_at, client_id AS id FROM client) AS listed"
    statement = f"SELECT {_COLUMNS} FROM {listed} WHERE {where} {tail}"
    return [_client(row) for row in await driver.fetch(statement, *where.parameters)]


async def signing_keys(session: Session) -> list[OKPKey]:
    """Newest first: that one signs, all verify."""
    driver = await session.driver()
    return [OKPKey.import_key(row["jwk"]) for row in await driver.fetch(_KEYS)]


async def newest_signing_key(session: Session) -> datetime | None:
    """When it was made."""
    driver = await session.driver()
    made_at: datetime | None = await driver.fetchval(_NEWEST_KEY)
    return made_at


async def add_signing_key(session: WriteSession, key: OKPKey, now: datetime) -> None:
    driver = await session.driver()
    await driver.execute(_ADD_KEY, str(key.kid), json.dumps(key.as_dict(private=True)), now)


def _client(row: Record) -> Client:
    return Client(
        client_id=row["client_id"],
        name=row["name"],
        role=row["role"],
        source=row["source"],
        organisations=tuple(row["organisations"]),
        territories=tuple(row["territories"]),
        secret_hash=row["secret_hash"],
        created_at=row["created_at"],
        revoked_at=row["revoked_at"],
    )


def placed(client: Client) -> tuple[datetime, object]:
    """Where a principal stands in the order of pages."""
    return client.created_at, client.client_id
