"""Consume lives, which are self-sufficient, and which territories read letters beforehand."""

import asyncio
from collections.abc import Sequence

from boucle.contract.events.matching import Life
from boucle.contract.events.registry import Territory
from boucle.notifications.introductions import reviews, use_cases
from boucle.platform.clock import Clock
from boucle.platform.consuming.handling import BatchHandler, Received
from boucle.platform.db import WriteSession

NAME = "notifications"
TOPICS = ("life", "territory")


def follow_lives(clock: Clock, wake: asyncio.Event) -> BatchHandler:
    async def handle(session: WriteSession, batch: Sequence[Received]) -> None:
        territories = [one.event for one in batch if isinstance(one.event.data, Territory)]
        if territories:
            await reviews.follow_territories(session, territories)
        events = [one.event for one in batch if isinstance(one.event.data, Life)]
        if events and await use_cases.follow_lives(session, events, clock()):
            session.after_commit(wake.set)

    return handle
