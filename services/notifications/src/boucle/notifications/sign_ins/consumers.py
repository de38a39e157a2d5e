"""Note the mails that registry asks for."""

import asyncio
from collections.abc import Sequence
from typing import Final

from boucle.contract.events.registry import SignInAsked
from boucle.notifications.sign_ins import store
from boucle.platform.clock import Clock
from boucle.platform.consuming.handling import BatchHandler, Received
from boucle.platform.db import WriteSession

NAME: Final = "notifications.sign_ins"
TOPICS: Final = ("sign_in",)


def follow_sign_ins(clock: Clock, wake: asyncio.Event) -> BatchHandler:
    async def handle(session: WriteSession, batch: Sequence[Received]) -> None:
        asked = [one.event.data for one in batch]
        ids = [one.sign_in for one in asked if isinstance(one, SignInAsked)]
        await store.add(session, ids, clock())
        session.after_commit(wake.set)

    return handle
