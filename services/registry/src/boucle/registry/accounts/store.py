"""Accounts, sign-ins and sessions, in Postgres."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import any_, bindparam, func
from sqlmodel import col, select

from boucle.contract.sandboxes import sandbox_sql
from boucle.platform.db import Session as Reader
from boucle.platform.db import WriteSession
from boucle.registry.accounts.sessions import PersonSession
from boucle.registry.tables import AccountRow, ClientRow, SessionRow, SignInRow

_BY_ADDRESS: Final = select(AccountRow).where(
    func.lower(col(AccountRow.email)) == bindparam("address")
)
_LOCK_AT: Final = _BY_ADDRESS.with_for_update()
_ROLES: Final = (
    select(ClientRow)
    .where(col(ClientRow.account_id) == bindparam("account"), col(ClientRow.revoked_at).is_(None))
    .order_by(col(ClientRow.role), col(ClientRow.client_id))
)
_LOCK_ACCOUNT: Final = (
    select(AccountRow).where(col(AccountRow.id) == bindparam("id")).with_for_update()
)
_LOCK_SIGN_IN: Final = (
    select(SignInRow).where(col(SignInRow.id) == bindparam("id")).with_for_update()
)
_LOCK_SESSION: Final = (
    select(SessionRow).where(col(SessionRow.id) == bindparam("id")).with_for_update()
)
_SESSIONS: Final = (
    select(SessionRow)
    .where(col(SessionRow.account_id) == bindparam("account"))
    .order_by(col(SessionRow.seen_at).desc(), col(SessionRow.id))
)
_OF_TERRITORIES: Final = (
    select(ClientRow)
    .where(
        col(ClientRow.account_id).is_not(None),
        col(ClientRow.revoked_at).is_(None),
        col(ClientRow.territories).op("&&")(bindparam("sirens")),
    )
    .order_by(col(ClientRow.created_at), col(ClientRow.client_id))
)
_ACCOUNTS: Final = select(AccountRow).where(col(AccountRow.id) == any_(bindparam("ids")))

# A contact of somebody whom nobody vouches for, or of a sandbox, signs in nowhere.
_CONTACT: Final = f"""
    SELECT contact.name, contact.email, contact.language
    FROM contact JOIN organisation ON organisation.id = organisation_id
    WHERE lower(email) = $1 AND state = 'verified' AND withdrawn_at IS NULL
        AND {sandbox_sql("territory")} = ''
    ORDER BY contact.id LIMIT 1
"""
_ASKED: Final = """
    SELECT count(*) FROM sign_in WHERE account_id = $1 AND kind = 'link' AND asked_at > $2
"""
_END: Final = "DELETE FROM session WHERE id = $1 AND account_id = $2 RETURNING id"
_CLOSE: Final = "DELETE FROM account WHERE id = $1"
_FORGET_SIGN_INS: Final = "DELETE FROM sign_in WHERE ends_at < $1"
_FORGET_SESSIONS: Final = "DELETE FROM session WHERE seen_at < $1 OR created_at < $2"


async def find_account(session: Reader, address: str) -> AccountRow | None:
    return await session.first(_BY_ADDRESS, address=address.strip().lower())


async def find_accounts(session: Reader, ids: Collection[UUID]) -> dict[UUID, AccountRow]:
    return {one.id: one for one in await session.all(_ACCOUNTS, ids=list(ids))}


async def account_at(session: WriteSession, new: AccountRow) -> AccountRow:
    """Add it, unless its address has one already. Return the address's account, locked."""
    await session.add_if_absent(new)
    return (await session.all(_LOCK_AT, address=new.email.strip().lower()))[0]


async def lock_account(session: WriteSession, id_: UUID) -> AccountRow | None:
    return await session.first(_LOCK_ACCOUNT, id=id_)


async def contact_at(session: Reader, address: str) -> AccountRow | None:
    """Return an account, not stored yet and without an id, of a verified company's contact."""
    row = await session.fetchrow(_CONTACT, address.strip().lower())
    return None if row is None else AccountRow.model_construct(**row)


async def roles_of(session: Reader, account: UUID) -> list[ClientRow]:
    """Return the principals of a person that are not revoked."""
    return await session.all(_ROLES, account=account)


async def operator_of(session: Reader, account: UUID) -> ClientRow | None:
    """Return the person as operator, if it is one."""
    roles = await roles_of(session, account)
    return next((one for one in roles if one.role == "operator"), None)


async def roles_at(session: Reader, sirens: Collection[str]) -> list[ClientRow]:
    """Return those of persons who hold one of these territories."""
    return await session.all(_OF_TERRITORIES, sirens=list(sirens))


async def asked_since(session: Reader, account: UUID, moment: datetime) -> int:
    return int(await session.fetchval(_ASKED, account, moment))


async def lock_sign_in(session: WriteSession, id_: UUID) -> SignInRow | None:
    return await session.first(_LOCK_SIGN_IN, id=id_)


async def sessions_of(session: Reader, account: UUID) -> Sequence[PersonSession]:
    """Return them, the one used last first."""
    return [_session(row) for row in await session.all(_SESSIONS, account=account)]


async def lock_session(session: WriteSession, id_: UUID) -> PersonSession | None:
    row = await session.first(_LOCK_SESSION, id=id_)
    return None if row is None else _session(row)


async def find_session(session: Reader, id_: UUID) -> PersonSession | None:
    row = await session.get(SessionRow, id_)
    return None if row is None else _session(row)


async def save_session(session: WriteSession, of: PersonSession) -> None:
    await session.save(SessionRow(**asdict(of)))


async def end_session(session: WriteSession, id_: UUID, account: UUID) -> bool:
    return await session.fetchval(_END, id_, account) is not None


async def close_account(session: WriteSession, id_: UUID) -> None:
    """Delete it with its sign-ins and sessions; its principals stay, as histories name them."""
    driver = await session.driver()
    await driver.execute(_CLOSE, id_)


async def forget(
    session: WriteSession, ended: datetime, unseen: datetime, oldest: datetime
) -> None:
    driver = await session.driver()
    await driver.execute(_FORGET_SIGN_INS, ended)
    await driver.execute(_FORGET_SESSIONS, unseen, oldest)


def _session(row: SessionRow) -> PersonSession:
    return PersonSession(**row.model_dump())
