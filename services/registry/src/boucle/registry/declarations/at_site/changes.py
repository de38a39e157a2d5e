"""What every change of what is declared at sites does: look whether others changed it, keep other
words, publish."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from boucle.platform import outbox
from boucle.platform.db import WriteSession
from boucle.registry.declarations.at_site.declared import Changed, T, Work, WriteResult
from boucle.registry.declarations.at_site.store import AtSiteStore
from boucle.registry.domain.entities import Site
from boucle.registry.parties.sites.store import find_sites
from boucle.registry.tables.transaction import Restart


def ensure_unchanged(locked: Mapping[UUID, T], work: Work[T]) -> None:
    """Raises Restart when something changed, or came to be, since it was seen."""
    for id_, seen in work.seen.items():
        now = locked.get(id_)
        if now is None or now.version != seen.version:
            raise Restart
    names = {(thing.source, thing.external_id) for thing in work.new if thing.source}
    if any((thing.source, thing.external_id) in names for thing in locked.values()):
        raise Restart


def only_reworded(
    before: Mapping[UUID, T], after: Mapping[UUID, T], changes: Sequence[Changed[T]]
) -> list[T]:
    """What was sent in other words, and nothing else of it changed: to be kept without a new
    version."""
    changed = {change.thing.id for change in changes}
    return [
        thing
        for id_, thing in after.items()
        if id_ not in changed and id_ in before and thing.draft != before[id_].draft
    ]


Events = Callable[
    [WriteSession, Collection[T], Mapping[UUID, Site]], Awaitable[Mapping[UUID, object]]
]
"""Of things at their sites, as they are published."""
Concluding = Callable[[Mapping[UUID, T]], Awaitable[Sequence[Changed[T]]]]


async def change(
    session: WriteSession,
    store: AtSiteStore[T],
    sites: Mapping[UUID, Site],
    work: Work[T],
    locked: Mapping[UUID, T],
    conclude: Concluding[T],
    events: Events[T],
    now: datetime,
) -> WriteResult[T]:
    """Change things of ``sites``, which the caller has locked and which are as they will be.
    ``conclude``: what to save and publish, all being as it is to be.

    Raises Restart when one of them changed, or came to be, between ``seen`` and ``locked``.
    """
    ensure_unchanged(locked, work)
    after = {
        **locked,
        **{id_: work.decide(locked[id_]) for id_ in work.seen},
        **{thing.id: thing for thing in work.new},
    }
    changes = await conclude(after)
    reworded = only_reworded(locked, after, changes)
    if reworded:
        await store.save(session, reworded)
    things = {change.thing.id: change.thing for change in changes}
    if changes:
        await store.save(session, list(things.values()))
        elsewhere = {thing.site_id for thing in things.values()} - sites.keys()
        homes = {**sites, **await find_sites(session, elsewhere)} if elsewhere else sites
        data = await events(session, things.values(), homes)
        told = (
            outbox.new_event(
                each.type,
                subject=each.thing.id,
                version=each.thing.version,
                data=data[each.thing.id],
                now=now,
            )
            for each in changes
        )
        await outbox.add(session, store.word, *told)
    return WriteResult(after | things, changes)
