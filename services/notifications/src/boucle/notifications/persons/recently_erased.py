"""Contacts erased lately. A sender that had read of one just before writes its id to a mail after
it: a minute later it is taken out of those too. In memory: only the process that heard knows."""

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
    """Those that were erased less than ``AFTER`` ago, and when. ``directory``: what
    the process knows of them."""

    def __init__(self, database: Database, clock: Clock, directory: DirectoryClient) -> None:
        self._database, self._clock, self._directory = database, clock, directory
        self._heard: list[tuple[datetime, Collection[UUID]]] = []

    def heard(self, contacts: Collection[UUID]) -> None:
        """They are erased."""
        self._directory.forget_people()
        self._heard.append((self._clock(), contacts))

    def task(self) -> Periodic:
        return Periodic("recently_erased", _EVERY_S, self.erase)

    async def erase(self) -> None:
        """Those whose minute is over."""
        before = self._clock() - AFTER
        over = [one for one in self._heard if one[0] <= before]
        if over:
            await self._database.execute(_MAILS, [id_ for _, ids in over for id_ in ids])
            del self._heard[: len(over)]  # the oldest first
