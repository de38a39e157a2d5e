"""Many flows, or sharings, of a tool at once: what putting and withdrawing them one by one would
do, in one transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from boucle.contract.persons import PersonKey
from boucle.platform.db import WriteSession
from boucle.platform.errors import DomainError, Faulty, not_found
from boucle.platform.identity import Principal
from boucle.registry.declarations.at_site.declared import Key, T
from boucle.registry.declarations.flows.duplicates import DuplicateGroup, groups_of
from boucle.registry.declarations.flows.duplicates_store import shared_groups
from boucle.registry.declarations.kinds import DeclarationKind
from boucle.registry.declarations.tools.sources import ensure_own_source, unknown_site
from boucle.registry.declarations.writing import (
    Wanted,
    Writing,
    Written,
    checked,
    write_checked,
)
from boucle.registry.domain.entities import AtSite, Declaration, Flow, FlowDraft, Site
from boucle.registry.parties.organisations import source_ids
from boucle.registry.parties.sites.store import lock_sites
from boucle.registry.tables.transaction import Restart


@dataclass(frozen=True, slots=True)
class BulkLine:
    """A thing by the tool's id. ``draft`` None: it is withdrawn; else ``site`` is the tool's id of
    its site."""

    name: str
    site: str = ""
    draft: Declaration | None = None


@dataclass(frozen=True, slots=True)
class Bulk:
    """Whose rows, under which source; how the time and new ids come."""

    principal: Principal
    source: str
    catalogue_version: str
    clock: Callable[[], datetime]
    new_id: Callable[[], UUID]
    persons: PersonKey


RowOutcome: TypeAlias = Written[T] | DomainError
"""What was written, or why nothing was."""


@dataclass(slots=True)
class _Held:
    """What the rows stand on, locked. ``shared``: groups of flows in which not only this source
    has some: there what a flow becomes depends on which came first."""

    sites: Mapping[UUID, Site]
    named: Mapping[str, UUID]
    shared: set[DuplicateGroup]


async def write_lines(
    session: WriteSession, kind: DeclarationKind[T], rows: Sequence[BulkLine], bulk: Bulk
) -> list[RowOutcome[T]]:
    """The outcome of each row, in their order. A row that cannot be taken leaves the others be.

    Raises NotFound where the source is not the caller's (any more), Restart.
    """
    await ensure_own_source(session, bulk.source, bulk.principal)
    held = await _held(session, kind, rows, bulk)
    # Of flows declared at one moment, the one with the least id came first: as their rows do.
    ids = sorted(bulk.new_id() for _ in rows)
    outcomes: list[RowOutcome[T]] = []
    while len(outcomes) < len(rows):
        left = rows[len(outcomes) :]
        seen = await kind.store.find_named(session, bulk.source, {row.name for row in left})
        step = left[: independent(left, seen, held.named, held.shared)]
        keys = ids[len(outcomes) : len(outcomes) + len(step)]
        outcomes += await _write(session, kind, step, keys, seen, held, bulk)
    return outcomes


async def _held(
    session: WriteSession, kind: DeclarationKind[T], rows: Sequence[BulkLine], bulk: Bulk
) -> _Held:
    """All sites are locked before anything at them, in one go."""
    names = {row.site for row in rows if row.draft}
    named = await source_ids.resolve_present(session, bulk.source, "site", names)
    seen = await kind.store.find_named(session, bulk.source, {row.name for row in rows})
    ids = set(named.values()) | {thing.site_id for thing in seen.values()}
    sites = await lock_sites(session, sorted(ids))
    groups = {group for row in rows for group in _groups_of_row(row, named)}
    groups |= {group for thing in seen.values() for group in _groups_of(thing)}
    shared = await shared_groups(session, bulk.source, groups) if groups else set()
    return _Held(sites, named, shared)


def _groups_of(thing: AtSite[Any] | None) -> Iterable[DuplicateGroup]:
    return groups_of(thing) if isinstance(thing, Flow) else ()


def _groups_of_row(row: BulkLine, named: Mapping[str, UUID]) -> set[DuplicateGroup]:
    """Of a flow as the row declares it."""
    draft, site = row.draft, named.get(row.site)
    if not isinstance(draft, FlowDraft) or draft.family is None or site is None:
        return set()
    families = [draft.family, *(one.family for one in draft.families)]
    return {DuplicateGroup(site, family, draft.direction) for family in families}


def independent(
    rows: Sequence[BulkLine],
    seen: Mapping[str, AtSite[Any]],
    named: Mapping[str, UUID],
    shared: set[DuplicateGroup],
) -> int:
    """How many of the first rows may be written at once and come out as one after the other:
    nothing twice, no two of one group that others share or where one comes back."""
    names: set[str] = set()
    touched: set[DuplicateGroup] = set()
    delicate = set(shared)
    for count, row in enumerate(rows):
        known = seen.get(row.name)
        groups = _groups_of_row(row, named) | set(_groups_of(known))
        if known and known.withdrawn_at and row.draft:
            delicate |= groups  # it comes back as the youngest, under its old id
        if row.name in names or groups & touched & delicate:
            return count
        names.add(row.name)
        touched |= groups
    return len(rows)


async def _write(
    session: WriteSession,
    kind: DeclarationKind[T],
    rows: Sequence[BulkLine],
    ids: Sequence[UUID],
    seen: Mapping[str, T],
    held: _Held,
    bulk: Bulk,
) -> list[RowOutcome[T]]:
    """Independent rows."""
    found = [
        _wanted(kind, row, id_, seen.get(row.name), held, bulk)
        for row, id_ in zip(rows, ids, strict=True)
    ]
    writing = Writing(bulk.principal, bulk.clock(), bulk.catalogue_version, bulk.persons)
    wanted = [each for each in found if isinstance(each, Wanted)]
    checks = await checked(session, kind, wanted, held.sites, writing) if wanted else []
    whole = [each for each in checks if isinstance(each, Wanted)]
    written = iter(await write_checked(session, kind, whole, writing, held.sites) if whole else ())
    left = iter(checks)
    outcomes: list[RowOutcome[T]] = []
    for row, each in zip(rows, found, strict=True):
        came = next(left) if isinstance(each, Wanted) else each
        if isinstance(came, Wanted):
            outcomes.append(next(written))
        else:
            outcomes.append(came if row.draft else _absent(kind, row))
    return outcomes


def _wanted(
    kind: DeclarationKind[T], row: BulkLine, id_: UUID, seen: T | None, held: _Held, bulk: Bulk
) -> Wanted[T] | DomainError:
    if seen is not None and seen.site_id not in held.sites:
        raise Restart  # it came to be, or moved, before its site was locked
    here = seen.site_id if seen else None
    site = held.named.get(row.site) if row.draft else here
    if site is None:
        return Faulty(unknown_site(bulk.source, row.site)) if row.draft else _absent(kind, row)
    key = Key(id_, bulk.source, row.name, bulk.principal.client_id)
    return Wanted(key, site, row.draft, ("site", row.site), seen)


def _absent(kind: DeclarationKind[T], row: BulkLine) -> DomainError:
    return not_found(kind.word, row.name)
