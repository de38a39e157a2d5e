"""Declare, revise and withdraw what is at sites, one at a time or many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, NamedTuple
from uuid import UUID

from boucle.contract.persons import PersonKey
from boucle.platform.db import Session, WriteSession
from boucle.platform.errors import Fault, Faulty, not_found
from boucle.platform.identity import Owner, Principal, ensure_access, may_access
from boucle.registry.declarations.at_site.declared import (
    Key,
    T,
    ToCheck,
    Work,
    WriteOutcome,
    WriteResult,
    declared,
    revised,
    withdrawn,
)
from boucle.registry.declarations.kinds import DeclarationKind
from boucle.registry.domain.entities import Declaration, Site
from boucle.registry.parties.organisations.erased import texts_by_tool
from boucle.registry.parties.organisations.erased_texts import texts_of
from boucle.registry.parties.sites.store import find_site, lock_sites


class Written(NamedTuple, Generic[T]):
    """A thing after a write, the site that it is at, and what the write did."""

    thing: T
    site: Site
    outcome: WriteOutcome


@dataclass(frozen=True, slots=True)
class Wanted(Generic[T]):
    """A thing as it should be: at which site, with what draft (None: gone from today). ``key``
    holds if it is new.

    ``site_named_by``: the field that named the site, and what it said.
    """

    key: Key
    site: UUID
    draft: Declaration | None
    site_named_by: tuple[str, str]
    seen: T | None = None


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes, when, by which catalogue. ``persons``: by what those erased are found."""

    principal: Principal
    now: datetime
    catalogue_version: str
    persons: PersonKey


def site_owner(site: Site) -> Owner:
    return Owner(
        organisations=frozenset({site.organisation_id}),
        territories=frozenset({site.draft.territory}),
        tools=frozenset(site.tools),
    )


async def write_all(
    session: WriteSession,
    kind: DeclarationKind[T],
    wanted: Sequence[Wanted[T]],
    writing: Writing,
    held: Mapping[UUID, Site] = {},
) -> list[Written[T]]:
    """Bring each thing to what is wanted, in one transaction; in the order given. ``held``: all of
    their sites, or none, if the caller has locked them.

    Raises Faulty when a site is not (or no longer) one where the principal may declare, or a draft
    does not fit it.
    """
    sites = held or await _locked_sites(session, wanted)
    whole = []
    for outcome in await checked(session, kind, wanted, sites, writing):
        if isinstance(outcome, Faulty):
            raise outcome
        whole.append(outcome)
    return await write_checked(session, kind, whole, writing, sites)


async def checked(
    session: WriteSession,
    kind: DeclarationKind[T],
    wanted: Sequence[Wanted[T]],
    sites: Mapping[UUID, Site],
    writing: Writing,
) -> list[Wanted[T] | Faulty]:
    """Each with its draft as it is to be kept, or why it cannot be at its site. ``sites``: all of
    them, locked."""
    outcomes: list[Wanted[T] | Faulty] = []
    drafts: list[tuple[int, ToCheck[T]]] = []
    erased = None
    drafted = (one.draft for one in wanted if one.draft is not None)
    if writing.principal.role == "tool" and any(map(texts_of, drafted)):
        erased = await texts_by_tool(session, writing.persons)
    for place, each in enumerate(wanted):
        site = sites.get(each.site)
        fault = undeclarable(kind, each, site, writing.principal)
        outcomes.append(Faulty(fault) if fault else each)
        if fault is None and site is not None and each.draft is not None:
            draft = each.draft
            if erased is not None:
                draft = erased.drafted(draft, site.organisation_id)
            drafts.append((place, ToCheck(draft, site, each.seen)))
    found = await kind.check(session, [one for _, one in drafts], writing.now.date())
    for (place, _), came in zip(drafts, found, strict=True):
        whole = came if isinstance(came, Faulty) else replace(wanted[place], draft=came)
        outcomes[place] = whole
    return outcomes


async def write_checked(
    session: WriteSession,
    kind: DeclarationKind[T],
    wanted: Sequence[Wanted[T]],
    writing: Writing,
    sites: Mapping[UUID, Site],
) -> list[Written[T]]:
    """The same of things that ``checked`` let pass."""
    now, version = writing.now, writing.catalogue_version
    by_id = {each.seen.id: each for each in wanted if each.seen}

    def decide(thing: T) -> T:
        want = by_id[thing.id]
        if want.draft is None:
            return withdrawn(thing, now)
        return revised(thing, sites[want.site], want.draft, catalogue_version=version, now=now)

    new = [
        declared(
            kind.store.make,
            each.key,
            sites[each.site],
            each.draft,
            catalogue_version=version,
            now=now,
        )
        for each in wanted
        if each.seen is None and each.draft is not None
    ]
    seen = {each.seen.id: each.seen for each in wanted if each.seen}
    if all(each.seen and decide(each.seen) is each.seen for each in wanted):
        # As it was when this transaction read it: sent again, it waits for no writer of its twins.
        return [Written(each.seen, sites[each.site], "unchanged") for each in wanted if each.seen]
    result = await kind.change(session, sites, Work(seen, decide, new), now)
    changed = {change.thing.id for change in result.changes}
    return [_written(each, sites[each.site], result, changed) for each in wanted]


def _written(
    wanted: Wanted[T], site: Site, result: WriteResult[T], changed: set[UUID]
) -> Written[T]:
    thing = result.things[wanted.seen.id if wanted.seen else wanted.key.id]
    if wanted.seen is None:
        return Written(thing, site, "created")
    if thing.id not in changed:
        return Written(thing, site, "unchanged")
    again = wanted.seen.withdrawn_at and not thing.withdrawn_at
    return Written(thing, site, "created" if again else "revised")


async def _locked_sites(session: WriteSession, wanted: Sequence[Wanted[T]]) -> Mapping[UUID, Site]:
    ids = {each.site for each in wanted}
    ids |= {each.seen.site_id for each in wanted if each.seen}
    return await lock_sites(session, sorted(ids))


def undeclarable(
    kind: DeclarationKind[T], wanted: Wanted[T], site: Site | None, principal: Principal
) -> Fault | None:
    """Why the principal may not bring the thing to what is wanted at this site, if so."""
    # A thing ends wherever it is.
    if (
        site is not None
        and (site.withdrawn_at is None or wanted.draft is None)
        and may_access(principal, site_owner(site))
    ):
        return None
    return Fault(
        *wanted.site_named_by,
        f"is not a site where you may declare {kind.word}s",
        "a site of yours that is not withdrawn",
    )


async def withdraw_one(
    session: WriteSession, kind: DeclarationKind[T], seen: T, principal: Principal, now: datetime
) -> T:
    """Gone from today; the twin of a flow, if it has one, is counted from now on."""
    sites = await lock_sites(session, [seen.site_id])
    ensure_access(principal, site_owner(sites[seen.site_id]), kind.word, seen.id)
    work = Work({seen.id: seen}, lambda thing: withdrawn(thing, now))
    return (await kind.change(session, sites, work, now)).things[seen.id]


async def readable(
    session: Session, kind: DeclarationKind[T], id_: UUID, principal: Principal
) -> T:
    """The thing, if the principal may see it; else the same 404 as if it were not."""
    thing = (await kind.store.find(session, [id_])).get(id_)
    site = await find_site(session, thing.site_id) if thing else None
    if thing is None or site is None or not may_access(principal, site_owner(site)):
        raise not_found(kind.word, id_)
    return thing
