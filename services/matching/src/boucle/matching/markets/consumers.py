"""Follow the declarations of pooling and sharing, and mark the markets that they touch."""

import asyncio
from collections.abc import Sequence
from typing import Final

from boucle.matching.groups import sharings, stale
from boucle.matching.kinds import FOUND_FROM
from boucle.matching.kinds.declarations import TYPES
from boucle.platform.clock import Clock
from boucle.platform.consuming.consumer import BatchHandler, Received
from boucle.platform.db import WriteSession

SHARINGS: Final = "matching.sharings"
TOPICS: Final = tuple(topic for topic, one in TYPES.items() if one.body in FOUND_FROM.values())
"""Of what a detector takes."""


def follow_sharings(clock: Clock, wake: asyncio.Event) -> BatchHandler:
    """Return the handler; ``wake`` is set once a batch is committed."""

    async def handle(session: WriteSession, batch: Sequence[Received]) -> None:
        changed = await _keep(session, batch, clock)
        await stale.mark_changed(session, changed)
        if changed:
            session.after_commit(wake.set)

    return handle


def save_only(clock: Clock) -> BatchHandler:
    """Return a handler that only stores, without marking markets."""

    async def handle(session: WriteSession, batch: Sequence[Received]) -> None:
        await _keep(session, batch, clock)

    return handle


async def _keep(
    session: WriteSession, batch: Sequence[Received], clock: Clock
) -> list[sharings.ChangedSharings]:
    changed: list[sharings.ChangedSharings] = []
    for topic in TOPICS:
        events = [one.event for one in batch if isinstance(one.event.data, TYPES[topic].body)]
        changed += await sharings.keep(session, topic, events, clock())
    return changed
