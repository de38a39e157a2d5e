"""Read the feed's last number once for all who wait."""

import asyncio
from typing import Final

from boucle.notifications.subscriptions.feeds import store
from boucle.notifications.subscriptions.feeds.store import Feed
from boucle.platform.clock import steady_now
from boucle.platform.db import Database

_FRESH_S: Final = 0.1


class LatestFeed:
    """The feed's row, a tenth of a second old at most."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = asyncio.Lock()
        self._feed: Feed | None = None
        self._read_at = 0.0

    async def feed(self) -> Feed:
        async with self._lock:
            if self._feed is None or steady_now() - self._read_at >= _FRESH_S:
                async with self._database.read() as session:
                    self._feed = await store.feed(session)
                self._read_at = steady_now()
            return self._feed
