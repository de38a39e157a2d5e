"""Follow lives: from which step on their parties may be named to each other."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from boucle.contract.events.matching import Life
from boucle.platform.consuming.handling import Received
from boucle.platform.db import WriteSession
from boucle.registry.parties.synergies import store

NAME: Final = "registry.disclosed"


async def follow_disclosed(session: WriteSession, batch: Sequence[Received]) -> None:
    """Keep what each life discloses now. What comes twice, or late, changes nothing."""
    newest: dict[UUID, tuple[int, Life]] = {}
    for event in (each.event for each in batch):
        known = newest.get(event.data.synergy_id)
        if known is None or known[0] < event.entity_version:
            newest[event.data.synergy_id] = event.entity_version, event.data
    await store.keep(session, newest)
