"""Passkeys and the challenges that they signed, in Postgres."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import col, select

from boucle.platform.db import Session as Reader
from boucle.platform.db import WriteSession
from boucle.registry.tables import PasskeyRow, SpentChallengeRow

_OF_ACCOUNT: Final = (
    select(PasskeyRow)
    .where(col(PasskeyRow.account_id) == bindparam("account"))
    .order_by(col(PasskeyRow.created_at), col(PasskeyRow.id))
)
_LOCK: Final = (
    select(PasskeyRow)
    .where(col(PasskeyRow.credential) == bindparam("credential"))
    .with_for_update()
)
_REMOVE: Final = "DELETE FROM passkey WHERE id = $1 AND account_id = $2"
_REMOVE_ALL: Final = "DELETE FROM passkey WHERE account_id = $1"
_SIGN_OUT: Final = "DELETE FROM session WHERE account_id = $1"
_FORGET: Final = "DELETE FROM spent_challenge WHERE spent_at < $1"


async def passkeys_of(session: Reader, account: UUID) -> Sequence[PasskeyRow]:
    """Return them, the first one made first."""
    return await session.all(_OF_ACCOUNT, account=account)


async def lock_passkey(session: WriteSession, credential: bytes) -> PasskeyRow | None:
    return await session.first(_LOCK, credential=credential)


async def remove_passkey(session: WriteSession, id_: UUID, account: UUID) -> None:
    driver = await session.driver()
    await driver.execute(_REMOVE, id_, account)


async def remove_all(session: WriteSession, account: UUID) -> None:
    """Remove the passkeys of a person, and sign it out everywhere."""
    driver = await session.driver()
    await driver.execute(_REMOVE_ALL, account)
    await driver.execute(_SIGN_OUT, account)


async def spend(session: WriteSession, challenge: bytes, now: datetime) -> bool:
    """Return False of one that was spent before."""
    return await session.add_if_absent(SpentChallengeRow(challenge=challenge, spent_at=now))


async def forget_spent(session: WriteSession, before: datetime) -> None:
    driver = await session.driver()
    await driver.execute(_FORGET, before)
