"""Store revoked principals in a service's database."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

from asyncpg import Record

from boucle.platform.db import Session, WriteSession
from boucle.platform.identity.revocation import Revocation

# The latest moment stays, in whichever order they come.
_KEEP: Final = """
    INSERT INTO revoked_principal AS kept (client_id, not_before)
    SELECT client_id, max(not_before)
    FROM unnest($1::text[], $2::timestamptz[]) AS given(client_id, not_before)
    GROUP BY client_id ORDER BY client_id
    ON CONFLICT (client_id) DO UPDATE
    SET not_before = greatest(kept.not_before, excluded.not_before)
"""
_SINCE: Final = "SELECT client_id, not_before FROM revoked_principal WHERE not_before > $1"
_OF: Final = "SELECT client_id, not_before FROM revoked_principal WHERE client_id = ANY($1::text[])"


async def save(session: WriteSession, revocations: Iterable[Revocation]) -> None:
    """Revoke earlier tokens of these principals from the commit on."""
    given = list(revocations)
    moments = [one.not_before for one in given]
    await session.fetch(_KEEP, [one.client_id for one in given], moments)


async def since(session: Session, moment: datetime) -> dict[str, datetime]:
    """Return client ids revoked after the moment, with the time."""
    return _by_client(await session.fetch(_SINCE, moment))


async def of(session: Session, client_ids: Collection[str]) -> dict[str, datetime]:
    """Return those of these clients that were ever revoked, with the time."""
    return _by_client(await session.fetch(_OF, list(client_ids)))


def _by_client(rows: Iterable[Record]) -> dict[str, datetime]:
    return {row["client_id"]: row["not_before"] for row in rows}
