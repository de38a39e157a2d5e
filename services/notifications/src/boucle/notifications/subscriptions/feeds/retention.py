"""Delete changes after so many days, and say which flows expire."""

from datetime import timedelta
from typing import Final

from boucle.notifications.subscriptions.feeds import store
from boucle.notifications.subscriptions.feeds.decisions import expiring
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


def announcing(database: Database, clock: Clock) -> Periodic:
    async def announce() -> int:
        now = clock()
        async with database.write() as session:
            flows = await store.expiring(session, now.date(), _AT_ONCE)
            await store.append(session, [expiring(*one, now) for one in flows.items()], now)
        return len(flows)

    return Periodic("expiring_flows", _EVERY_S, announce)
