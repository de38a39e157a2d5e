"""What every change of what is declared at sites does: look whether others changed it, keep other
words, publish."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from boucle.platform import outbox
from boucle.platform.db import WriteSession
from boucle.registry.declarations.at_site.declared import Changed, T, Work
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


async def sites_of(
    session: WriteSession, changes: Sequence[Changed[T]], known: Mapping[UUID, Site]
) -> Mapping[UUID, Site]:
    """Of all that changed; read where they are not known."""
    elsewhere = {change.thing.site_id for change in changes} - known.keys()
    return {**known, **await find_sites(session, elsewhere)} if elsewhere else known


async def publish(
    session: WriteSession,
    topic: str,
    changes: Sequence[Changed[T]],
    event_of: Callable[[T], object],
    now: datetime,
) -> None:
    """One event for each change."""
    await outbox.add(
        session,
        topic,
        *(
            outbox.new_event(
                change.type,
                subject=change.thing.id,
                version=change.thing.version,
                data=event_of(change.thing),
                now=now,
            )
            for change in changes
        ),
    )
