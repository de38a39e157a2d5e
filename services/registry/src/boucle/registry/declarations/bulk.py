"""Many flows of a tool at once: what putting and withdrawing them one by one would do, in one
transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from boucle.common.db import WriteSession
from boucle.common.errors import DomainError, not_found
from boucle.common.identity import Principal
from boucle.registry.declarations.flows import (
    Wanted,
    Writing,
    Written,
    undeclarable,
    write_flows,
)
from boucle.registry.declarations.sources import ensure_own_source, unknown_site
from boucle.registry.entities import Flow, FlowDraft, Site
from boucle.registry.faults import Faulty
from boucle.registry.flows import store as flow_store
from boucle.registry.flows.decisions import FlowKey
from boucle.registry.flows.duplicates import Group, groups_of
from boucle.registry.flows.duplicates_store import shared_groups
from boucle.registry.organisations import source_ids
from boucle.registry.sites.store import lock_sites
from boucle.registry.transaction import Restart


@dataclass(frozen=True, slots=True)
class FlowLine:
    """A flow by the tool's id. ``draft`` None: it is withdrawn; else ``site`` is the tool's id of
    its site."""

    name: str
    site: str = ""
    draft: FlowDraft | None = None


@dataclass(frozen=True, slots=True)
class Bulk:
    """Whose rows, under which source; how the time and new ids come."""

    principal: Principal
    source: str
    catalogue_version: str
    clock: Callable[[], datetime]
    new_id: Callable[[], UUID]


RowOutcome: TypeAlias = Written | DomainError
"""What was written, or why nothing was."""


@dataclass(slots=True)
class _Held:
    """What the rows stand on, locked. ``shared``: groups of flows in which not only this source
    has some: there what a flow becomes depends on which came first."""

    sites: Mapping[UUID, Site]
    named: Mapping[str, UUID]
    shared: set[Group]


async def write_flow_lines(
    session: WriteSession, rows: Sequence[FlowLine], bulk: Bulk
) -> list[RowOutcome]:
    """The outcome of each row, in their order. A row that cannot be taken leaves the others be.

    Raises NotFound where the source is not the caller's (any more), Restart.
    """
    await ensure_own_source(session, bulk.source, bulk.principal)
    held = await _held(session, rows, bulk)
    # Of flows declared at one moment, the one with the least id came first: as their rows do.
    ids = sorted(bulk.new_id() for _ in rows)
    outcomes: list[RowOutcome] = []
    while len(outcomes) < len(rows):
        left = rows[len(outcomes) :]
        seen = await flow_store.find_named(session, bulk.source, {row.name for row in left})
        step = left[: independent(left, seen, held.named, held.shared)]
        keys = ids[len(outcomes) : len(outcomes) + len(step)]
        outcomes += await _write(session, step, keys, seen, held, bulk)
    return outcomes


async def _held(session: WriteSession, rows: Sequence[FlowLine], bulk: Bulk) -> _Held:
    """All sites are locked before any flow, in one go."""
    names = {row.site for row in rows if row.draft}
    named = await source_ids.resolve_present(session, bulk.source, "site", names)
    seen = await flow_store.find_named(session, bulk.source, {row.name for row in rows})
    ids = set(named.values()) | {flow.site_id for flow in seen.values()}
    sites = await lock_sites(session, sorted(ids))
    groups = {group for row in rows for group in _groups_of_row(row, named)}
    groups |= {group for flow in seen.values() for group in groups_of(flow)}
    return _Held(sites, named, await shared_groups(session, bulk.source, groups))


def _groups_of_row(row: FlowLine, named: Mapping[str, UUID]) -> set[Group]:
    """Of the flow as the row declares it."""
    draft, site = row.draft, named.get(row.site)
    if draft is None or draft.family is None or site is None:
        return set()
    families = [draft.family, *(one.family for one in draft.families)]
    return {Group(site, family, draft.direction) for family in families}


def independent(
    rows: Sequence[FlowLine],
    seen: Mapping[str, Flow],
    named: Mapping[str, UUID],
    shared: set[Group],
) -> int:
    """How many of the first rows may be written at once and come out as one after the other: no
    flow twice, no two of one group that others share or where one comes back."""
    names: set[str] = set()
    touched: set[Group] = set()
    delicate = set(shared)
    for count, row in enumerate(rows):
        flow = seen.get(row.name)
        groups = _groups_of_row(row, named) | set(groups_of(flow) if flow else ())
        if flow and flow.withdrawn_at and row.draft:
            delicate |= groups  # it comes back as the youngest, under its old id
        if row.name in names or groups & touched & delicate:
            return count
        names.add(row.name)
        touched |= groups
    return len(rows)


async def _write(
    session: WriteSession,
    rows: Sequence[FlowLine],
    ids: Sequence[UUID],
    seen: Mapping[str, Flow],
    held: _Held,
    bulk: Bulk,
) -> list[RowOutcome]:
    """Independent rows."""
    refused: dict[str, DomainError] = {}
    wanted: list[Wanted] = []
    for row, id_ in zip(rows, ids, strict=True):
        found = _wanted(row, id_, seen.get(row.name), held, bulk)
        if isinstance(found, Wanted):
            wanted.append(found)
        else:
            refused[row.name] = found
    writing = Writing(bulk.principal, bulk.clock(), bulk.catalogue_version)
    written = iter(await write_flows(session, wanted, writing, held.sites) if wanted else ())
    return [refused[row.name] if row.name in refused else next(written) for row in rows]


def _wanted(
    row: FlowLine, id_: UUID, seen: Flow | None, held: _Held, bulk: Bulk
) -> Wanted | DomainError:
    if seen is not None and seen.site_id not in held.sites:
        raise Restart  # it came to be, or moved, before its site was locked
    here = seen.site_id if seen else None
    site = held.named.get(row.site) if row.draft else here
    if site is None:
        return Faulty(unknown_site(bulk.source, row.site)) if row.draft else _absent(row)
    key = FlowKey(id_, bulk.source, row.name, bulk.principal.client_id)
    wanted = Wanted(key, site, row.draft, ("site", row.site), seen)
    fault = undeclarable(wanted, held.sites.get(site), bulk.principal)
    if fault is None:
        return wanted
    return Faulty(fault) if row.draft else _absent(row)


def _absent(row: FlowLine) -> DomainError:
    return not_found("flow", row.name)
