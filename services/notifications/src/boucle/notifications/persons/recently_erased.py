"""Remember contacts erased lately, in memory: only the process that heard knows.

A sender that had just read of one may write its id to a mail after the erasure: a minute later it
is removed from those too.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from boucle.notifications.directory.client import DirectoryClient
from boucle.platform.clock import Clock
from boucle.platform.db import Database
from boucle.platform.periodic import Periodic

AFTER: Final = timedelta(minutes=1)  # what a directory client keeps, and a claim, have ended
_EVERY_S: Final = 10.0

_MAILS: Final = "update mail set contact_id = null where contact_id = any($1)"


class RecentlyErased:
    """Contacts erased less than ``AFTER`` ago, and when; ``directory`` is this process's memory of
    them."""

    def __init__(self, database: Database, clock: Clock, directory: DirectoryClient) -> None:
        self._database, self._clock, self._directory = database, clock, directory
        self._erased: list[tuple[datetime, Collection[UUID]]] = []

    def add(self, contacts: Collection[UUID]) -> None:
        self._directory.forget_people()
        self._erased.append((self._clock(), contacts))

    def task(self) -> Periodic:
        return Periodic("recently_erased", _EVERY_S, self.erase)

    async def erase(self) -> None:
        """Erase again those whose minute is over."""
        before = self._clock() - AFTER
        over = [one for one in self._erased if one[0] <= before]
        if over:
            await self._database.execute(_MAILS, [id_ for _, ids in over for id_ in ids])
            del self._erased[: len(over)]  # the oldest first
