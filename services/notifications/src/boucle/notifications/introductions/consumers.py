"""Consume lives, and nothing else: a life is self-sufficient."""

import asyncio
from collections.abc import Sequence

from boucle.contract.events.matching import Life
from boucle.notifications.introductions import use_cases
from boucle.platform.clock import Clock
from boucle.platform.consuming.handling import BatchHandler, Received
from boucle.platform.db import WriteSession

NAME = "notifications"
TOPICS = ("life",)


def follow_lives(clock: Clock, wake: asyncio.Event) -> BatchHandler:
    async def handle(session: WriteSession, batch: Sequence[Received]) -> None:
        events = [one.event for one in batch if isinstance(one.event.data, Life)]
        if events and await use_cases.follow_lives(session, events, clock()):
            session.after_commit(wake.set)

    return handle
