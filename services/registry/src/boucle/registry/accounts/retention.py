"""Forget sign-ins, sessions and challenges that have ended."""

from datetime import timedelta
from typing import Final

from boucle.platform.clock import Clock
from boucle.platform.db import Database
from boucle.platform.periodic import Periodic
from boucle.registry.accounts import challenges, passkey_store, sessions, store

_EVERY_S: Final = 3600.0
_KEPT: Final = timedelta(days=1)
"""For so long, who opens a used link reads that it was used."""


def forgetting(database: Database, clock: Clock) -> Periodic:
    async def forget() -> None:
        now = clock()
        async with database.write() as session:
            await store.forget(session, now - _KEPT, now - sessions.IDLE, now - sessions.LONGEST)
            await passkey_store.forget_spent(session, now - challenges.OPENID_LASTS)

    return Periodic("account_retention", _EVERY_S, forget)
