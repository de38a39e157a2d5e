"""How sites change with their organisation, and their flows and sharings with them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from boucle.platform import outbox
from boucle.platform.db import WriteSession
from boucle.registry.declarations.at_site.declared import T, Work, at_site, withdrawn
from boucle.registry.declarations.kinds import KINDS, DeclarationKind
from boucle.registry.domain.entities import Organisation, Site
from boucle.registry.parties.organisations import source_ids
from boucle.registry.parties.sites import store
from boucle.registry.parties.sites.decisions import following_site, site_event_type, withdrawn_site


async def follow(
    session: WriteSession, organisation: Organisation, locked: Sequence[Site], now: datetime
) -> None:
    """Bring what the organisation's locked sites repeat of it up to date; what is declared there
    says so too, for others read it there."""
    after = {site.id: following_site(site, organisation, now) for site in locked}
    await change_sites(session, locked, after, {}, now)


async def change_sites(
    session: WriteSession,
    locked: Sequence[Site],
    after: Mapping[UUID, Site],
    moved: Mapping[UUID, UUID],
    now: datetime,
) -> None:
    """Save those of the present sites that change; ``after``: each as it will be. ``moved``: by
    site, another one of them that what is declared there goes to."""
    changed = [site for site in locked if not site.withdrawn_at and after[site.id] != site]
    if not changed:
        return
    for kind in KINDS:
        present = await present_at(session, kind, [site.id for site in changed])
        await _follow(session, kind, present, after, moved, now)
    await store.save_sites(session, [after[site.id] for site in changed])
    await publish_sites(session, [(site, after[site.id]) for site in changed], now)


async def follow_site(session: WriteSession, after: Site, now: datetime) -> None:
    """What is declared at a locked site, with the site as it will be."""
    for kind in KINDS:
        present = await present_at(session, kind, [after.id])
        await _follow(session, kind, present, {after.id: after}, {}, now)


async def _follow(
    session: WriteSession,
    kind: DeclarationKind[T],
    present: Mapping[UUID, T],
    after: Mapping[UUID, Site],
    moved: Mapping[UUID, UUID],
    now: datetime,
) -> None:
    def decide(thing: T) -> T:
        return at_site(thing, after[moved.get(thing.site_id, thing.site_id)])

    await kind.change(session, after, Work(present, decide, anyway=frozenset(present)), now)


async def present_at(
    session: WriteSession, kind: DeclarationKind[T], sites: Sequence[UUID]
) -> Mapping[UUID, T]:
    """Those at these sites that are not withdrawn."""
    things = await kind.store.of_sites(session, sites)
    return {id_: thing for id_, thing in things.items() if not thing.withdrawn_at}


async def withdraw_sites(session: WriteSession, locked: Sequence[Site], now: datetime) -> None:
    """Locked sites, gone from today with what is declared there."""
    present = [site for site in locked if not site.withdrawn_at]
    if not present:
        return
    after = {site.id: withdrawn_site(site, now) for site in present}
    for kind in KINDS:
        seen = await present_at(session, kind, list(after))
        await kind.change(session, after, Work(seen, lambda thing: withdrawn(thing, now)), now)
    await store.save_sites(session, after.values())
    for site in present:
        await source_ids.forget_all(session, site.id, now)
    await publish_sites(session, [(site, after[site.id]) for site in present], now)


async def publish_sites(
    session: WriteSession, changes: Sequence[tuple[Site | None, Site]], now: datetime
) -> None:
    """One event for each site: how it was (None: it was not), how it is."""
    await outbox.add(
        session,
        "site",
        *(
            outbox.new_event(
                site_event_type(before, after),
                subject=after.id,
                version=after.version,
                data=after.event(),
                now=now,
            )
            for before, after in changes
        ),
    )
