"""Read the feed from a cursor, and wait for changes."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from boucle.contract.masking import Viewer
from boucle.notifications.subscriptions.feeds import store
from boucle.notifications.subscriptions.feeds.cursors import Expired, Seal
from boucle.notifications.subscriptions.feeds.decisions import FeedEntry, name_of
from boucle.notifications.subscriptions.feeds.latest import LatestFeed
from boucle.notifications.subscriptions.feeds.store import Feed
from boucle.platform.db import Database, ReadSession
from boucle.platform.failures import pause
from boucle.platform.identity import Principal

LOOKED_AT: Final = 200_000
"""The most changes examined for one answer. An empty answer with more behind it tells that there
were so many, of others too."""
_BETWEEN_S: Final = 0.1


@dataclass(frozen=True, slots=True)
class Follower:
    """A follower and the names of what it follows (``synergy.running``); None: all."""

    principal: Principal
    names: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class FeedStep:
    """The result of one look at the feed, in order; ``number`` is how far it came; ``more``: there
    is more already."""

    entries: Sequence[FeedEntry]
    number: int
    more: bool


async def seal_of(latest: LatestFeed) -> Seal:
    feed = await latest.feed()
    return Seal(feed.feed_id, feed.secret)


async def beginning(database: Database) -> FeedStep:
    """Return the place to follow from: later commits come after it."""
    async with database.read() as session:
        feed = await store.feed(session)
    return FeedStep((), feed.number, more=False)


async def read(
    database: Database,
    latest: LatestFeed,
    follower: Follower,
    number: int,
    *,
    limit: int,
    wait_s: float,
    stop: asyncio.Event,
    ensure_authenticated: Callable[[], Awaitable[None]],
) -> FeedStep:
    """Return at most so many changes after that number; with ``wait_s``, wait for one that the
    follower may see, for so long, or until ``stop`` is set. Raise Expired, and what
    ``ensure_authenticated`` raises once the follower may follow no more."""
    looks = 1 + round(wait_s / _BETWEEN_S)
    for look in range(looks):
        if look:
            await pause(stop, _BETWEEN_S)
        if look and stop.is_set():
            break
        await ensure_authenticated()
        feed = await latest.feed()
        if number < feed.forgotten:
            raise Expired("your cursor is older than the changes that are kept")
        if number >= feed.number:
            continue
        async with database.read(snapshot=True) as session:
            step = await step_after(session, feed, follower, number, limit)
        if step.entries or step.more:
            return step
        number = step.number
    return FeedStep((), number, more=False)


async def step_after(
    session: ReadSession, feed: Feed, follower: Follower, number: int, limit: int
) -> FeedStep:
    viewer = Viewer.of(follower.principal, await granted_to(session, follower.principal))
    until = min(number + LOOKED_AT, feed.number)
    names = follower.names
    types = None if names is None else {name.partition(".")[0] for name in names}
    found = await store.within(session, number, until, viewer, types, limit + 1)
    whole = step(found, until, feed.number, limit)
    if names is None:
        return whole
    return replace(whole, entries=[one for one in whole.entries if name_of(one) in names])


def step(found: Sequence[FeedEntry], until: int, last: int, limit: int) -> FeedStep:
    """``found`` is visible up to ``until``, one more than ``limit`` at most; ``last`` is the feed's
    last number."""
    if len(found) > limit:
        return FeedStep(found[:limit], found[limit - 1].number, more=True)
    return FeedStep(found, until, more=until < last)


async def granted_to(session: ReadSession, principal: Principal) -> frozenset[UUID]:
    if principal.role != "tool":
        return frozenset()
    return await store.granted_to(session, principal.client_id)
