"""Apply the erasures that registry publishes; after a restore they come again."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Final
from uuid import UUID

from boucle.contract.events.registry import ErasedPerson
from boucle.contract.persons import PersonKey
from boucle.notifications.persons.erasing import EraseAddresses, erase
from boucle.platform.clock import Clock
from boucle.platform.consuming.handling import BatchHandler, Received
from boucle.platform.db import WriteSession

NAME: Final = "notifications.persons"
TOPICS: Final = ("person",)


def follow_erasures(
    key: PersonKey,
    erase_addresses: EraseAddresses,
    clock: Clock,
    on_erased: Callable[[Collection[UUID]], None],
) -> BatchHandler:
    async def handle(session: WriteSession, batch: Sequence[Received]) -> None:
        for one in batch:
            if isinstance(one.event.data, ErasedPerson):
                await erase(session, one.event, key, erase_addresses, clock())
                session.after_commit(partial(on_erased, one.event.data.contacts))

    return handle
