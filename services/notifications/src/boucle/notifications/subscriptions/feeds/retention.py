"""Delete changes after so many days."""

from datetime import timedelta
from typing import Final

from boucle.notifications.subscriptions.feeds import store
from boucle.platform.clock import Clock
from boucle.platform.db import Database
from boucle.platform.periodic import Periodic

_AT_ONCE: Final = 5000
_EVERY_S: Final = 600.0


def forgetting(database: Database, clock: Clock, days: int) -> Periodic:
    async def forget() -> int:
        async with database.write() as session:
            return await store.forget(session, clock() - timedelta(days=days), _AT_ONCE)

    return Periodic("feed_retention", _EVERY_S, forget)
