"""Store principals and signing keys."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import any_, bindparam, delete, null, tuple_, update
from sqlmodel import col, select

from boucle.contract.sandboxes import sandbox_sql
from boucle.platform.db import ReadSession, Session, WriteSession
from boucle.platform.paging import PageRequest
from boucle.registry.tables import ClientRow, SigningKeyRow

_LOCK: Final = (
    select(ClientRow)
    .where(ClientRow.client_id == bindparam("client_id"))
    .with_for_update(key_share=True)
)
_FIND: Final = select(ClientRow).where(col(ClientRow.client_id) == any_(bindparam("ids")))
# In order of their ids: who locks several never waits in a ring.
_LIVE: Final = select(ClientRow).where(col(ClientRow.revoked_at).is_(None))
_LOCK_LIVE: Final = _LIVE.order_by(col(ClientRow.client_id)).with_for_update(key_share=True)
_LOCK_OPERATORS: Final = _LOCK_LIVE.where(col(ClientRow.role) == "operator")
_LOCK_GIVEN: Final = _LOCK_LIVE.where(col(ClientRow.given_by) == bindparam("given_by"))
_LOCK_HOLDERS: Final = _LOCK_LIVE.where(col(ClientRow.client_id) == any_(bindparam("ids")))
_ALONE: Final = (
    col(ClientRow.role) == "company",
    col(ClientRow.organisations) == bindparam("organisations"),
)
_OF_COMPANY: Final = _LIVE.where(*_ALONE).order_by(
    col(ClientRow.created_at), col(ClientRow.client_id)
)
_LOCK_OF_COMPANY: Final = _LOCK_LIVE.where(*_ALONE)
_HOLDERS: Final = """
    WITH RECURSIVE above (siren) AS (
        SELECT $1::text
        UNION SELECT parent FROM territory JOIN above USING (siren) WHERE parent IS NOT NULL
    )
    SELECT client_id FROM client
    WHERE revoked_at IS NULL AND territories && (SELECT array_agg(siren) FROM above)
"""
# Those whose verified contact the person is.
_OF_PERSON: Final = f"""
    SELECT DISTINCT organisation_id FROM contact
    JOIN account ON lower(account.email) = lower(contact.email)
    JOIN organisation ON organisation.id = organisation_id
    WHERE account.id = $1 AND state = 'verified' AND withdrawn_at IS NULL
        AND {sandbox_sql("territory")} = ''
"""
_ASKS_FOR_IF_MATCH: Final = """
    SELECT EXISTS (SELECT 1 FROM client WHERE client_id = $1 AND requires_if_match)
        OR EXISTS (SELECT 1 FROM territory WHERE siren = $2 AND requires_if_match)
"""
_KEYS: Final = select(SigningKeyRow).order_by(
    col(SigningKeyRow.created_at).desc(), col(SigningKeyRow.kid)
)
_LOCK_KEYS: Final = select(SigningKeyRow).order_by(col(SigningKeyRow.kid)).with_for_update()
_SEAL_KEY: Final = (
    update(SigningKeyRow)
    .where(col(SigningKeyRow.kid) == bindparam("id"))
    .values(sealed=bindparam("sealed"), jwk=null())
)
_FORGET_KEYS: Final = delete(SigningKeyRow).where(col(SigningKeyRow.kid) == any_(bindparam("ids")))


async def find_client(session: Session, client_id: str) -> ClientRow | None:
    return await session.get(ClientRow, client_id)


async def find_clients(session: Session, ids: Collection[str]) -> list[ClientRow]:
    return await session.all(_FIND, ids=list(ids))


async def lock_client(session: WriteSession, client_id: str) -> ClientRow | None:
    return await session.first(_LOCK, client_id=client_id)


async def organisations_of(session: Session, account: UUID) -> frozenset[UUID]:
    """Return the verified companies whose contact a person is."""
    return frozenset(row["organisation_id"] for row in await session.fetch(_OF_PERSON, account))


async def asks_for_if_match(session: Session, client_id: str, territory: str) -> bool:
    """Tell whether this principal or territory requires ``If-Match``."""
    asked: bool = await session.fetchval(_ASKS_FOR_IF_MATCH, client_id, territory)
    return asked


async def lock_operators(session: WriteSession) -> list[ClientRow]:
    """Lock operators that are not revoked."""
    return await session.all(_LOCK_OPERATORS)


async def lock_given_by(session: WriteSession, client_id: str) -> list[ClientRow]:
    """Lock unrevoked principals of companies that this one gave."""
    return await session.all(_LOCK_GIVEN, given_by=client_id)


async def lock_holders(session: WriteSession, siren: str) -> list[ClientRow]:
    """Lock unrevoked principals that hold this territory or a federation around it."""
    ids = [row["client_id"] for row in await session.fetch(_HOLDERS, siren)]
    return await session.all(_LOCK_HOLDERS, ids=ids)


async def clients_of(session: Session, organisation: UUID) -> list[ClientRow]:
    """Return unrevoked principals of this company alone, in order of creation."""
    return await session.all(_OF_COMPANY, organisations=[organisation])


async def lock_clients_of(session: WriteSession, organisation: UUID) -> list[ClientRow]:
    return await session.all(_LOCK_OF_COMPANY, organisations=[organisation])


async def list_clients(
    session: ReadSession, request: PageRequest, *, roles: Collection[str] | None
) -> Sequence[ClientRow]:
    place = tuple_(ClientRow.created_at, ClientRow.client_id)
    listed = select(ClientRow).order_by(place).limit(request.limit + 1)
    if roles is not None:
        listed = listed.where(col(ClientRow.role) == any_(bindparam("roles")))
    if request.updated_after is not None:
        listed = listed.where(ClientRow.created_at >= request.updated_after)
    if request.after is not None:
        listed = listed.where(place > (request.after.at, request.after.id))
    return await session.all(listed, roles=roles)


async def signing_keys(session: Session) -> list[SigningKeyRow]:
    """Return the keys, newest first."""
    return await session.all(_KEYS)


async def lock_signing_keys(session: WriteSession) -> list[SigningKeyRow]:
    return await session.all(_LOCK_KEYS)


async def add_signing_key(session: WriteSession, kid: str, sealed: bytes, now: datetime) -> None:
    await session.add(SigningKeyRow(kid=kid, sealed=sealed, created_at=now))


async def seal_signing_key(session: WriteSession, kid: str, sealed: bytes) -> None:
    await session.execute(_SEAL_KEY, id=kid, sealed=sealed)


async def forget_signing_keys(session: WriteSession, kids: Collection[str]) -> None:
    await session.execute(_FORGET_KEYS, ids=list(kids))


def placed(client: ClientRow) -> tuple[datetime, object]:
    """Return the place of a principal in the order of pages."""
    return client.created_at, client.client_id
