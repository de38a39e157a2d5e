"""Follow all events that somebody outside may read."""

from collections.abc import Sequence

from boucle.notifications.subscriptions.feeds import store
from boucle.notifications.subscriptions.feeds.decisions import change_of, followed
from boucle.platform.clock import Clock
from boucle.platform.consuming.handling import BatchHandler, Received
from boucle.platform.db import WriteSession

NAME = "notifications.feed"
TOPICS = ("site", "flow", "sharing", "life", "introduction", "meeting")


def follow(clock: Clock) -> BatchHandler:
    async def handle(session: WriteSession, batch: Sequence[Received]) -> None:
        events = [one.event for one in batch]
        published = [change for event in events if (change := change_of(event)) is not None]
        existing = await store.stored_objects(
            session, {(one.type, one.subject) for one in published}
        )
        changes, after = followed(events, existing)
        await store.save(session, after)
        await store.append(session, changes, clock())

    return handle
