"""A source says all that it still declares: what is absent is withdrawn."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, Final, Literal
from uuid import UUID

from boucle.platform.db import Database, ReadSession, WriteSession
from boucle.platform.errors import Conflict, Fault
from boucle.platform.identity import Principal
from boucle.platform.translating import tr
from boucle.registry.declarations.at_site.declared import T
from boucle.registry.declarations.kinds import FLOWS, SHARINGS, DeclarationKind
from boucle.registry.declarations.sharings.sharing import Sharing
from boucle.registry.declarations.tools.sources import (
    Naming,
    ensure_own_source,
    withdraw_named_organisation,
    withdraw_named_site,
    withdraw_present,
)
from boucle.registry.domain.entities import AtSite, Flow
from boucle.registry.parties.organisations import source_ids
from boucle.registry.parties.organisations import store as organisation_store
from boucle.registry.parties.sites import store as site_store
from boucle.registry.tables.transaction import in_transaction

Named = Literal["organisation", "site", "flow", "sharing"]
MUCH_PERCENT: Final = 20
FEW: Final = 5
"""Fewer than so many of a kind are withdrawn unasked, whatever their share: who declares three
flows and withdraws one means it."""
_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class ToolSnapshot:
    """All that a source still declares, per kind; ``None`` where nothing is said."""

    organisations: Collection[str] | None = None
    sites: Collection[str] | None = None
    flows: Collection[str] | None = None
    sharings: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class Present:
    """What a source declares today, by its own ids. ``held_by``: by site, its organisation."""

    organisations: Mapping[str, UUID]
    sites: Mapping[str, UUID]
    flows: Mapping[str, Flow]
    held_by: Mapping[UUID, UUID]
    sharings: Mapping[str, Sharing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SnapshotPlan:
    """The source's ids, per kind. ``withdrawn``: what goes, for being absent, or with its site or
    its organisation; ``unknown``: what is listed but not declared; ``much``: of kinds of which much
    goes, how many of how many."""

    withdrawn: Mapping[Named, list[str]]
    unknown: Mapping[Named, list[str]]
    much: Mapping[Named, tuple[int, int]]


def planned(snapshot: ToolSnapshot, present: Present) -> SnapshotPlan:
    """What the snapshot does. Pure."""
    organisations = _absent(snapshot.organisations, present.organisations)
    gone = {present.organisations[name] for name in organisations}
    sites = _absent(snapshot.sites, present.sites)
    sites |= {name for name, id_ in present.sites.items() if present.held_by.get(id_) in gone}
    left = {present.sites[name] for name in sites}
    flows = _gone(snapshot.flows, present.flows, left)
    sharings = _gone(snapshot.sharings, present.sharings, left)
    listed: dict[Named, Collection[str] | None] = {
        "flow": snapshot.flows,
        "sharing": snapshot.sharings,
        "site": snapshot.sites,
        "organisation": snapshot.organisations,
    }
    absent: dict[Named, set[str]] = {
        "flow": flows,
        "sharing": sharings,
        "site": sites,
        "organisation": organisations,
    }
    known: dict[Named, Collection[str]] = {
        "flow": present.flows.keys(),
        "sharing": present.sharings.keys(),
        "site": present.sites.keys(),
        "organisation": present.organisations.keys(),
    }
    counts = {kind: (len(names), len(known[kind])) for kind, names in absent.items()}
    return SnapshotPlan(
        withdrawn={
            kind: sorted(names)
            for kind, names in absent.items()
            if names or listed[kind] is not None
        },
        unknown={
            kind: sorted(set(ids) - set(known[kind]))
            for kind, ids in listed.items()
            if ids is not None
        },
        much={kind: count for kind, count in counts.items() if _is_much(*count)},
    )


def _absent(ids: Collection[str] | None, declared: Mapping[str, object]) -> set[str]:
    return set() if ids is None else set(declared) - set(ids)


def _gone(
    ids: Collection[str] | None, declared: Mapping[str, AtSite[Any]], left: Collection[UUID]
) -> set[str]:
    """Those absent, and those at the sites that are left."""
    gone = {name for name, thing in declared.items() if thing.site_id in left}
    return _absent(ids, declared) | gone


def _is_much(gone: int, present: int) -> bool:
    return gone >= FEW and gone * 100 > present * MUCH_PERCENT


def ensure_meant(plan: SnapshotPlan, *, confirmed: bool) -> None:
    """Raise Conflict where much would be withdrawn and nobody said that it is meant."""
    if confirmed or not plan.much:
        return
    errors = [
        Fault(
            f"body.{kind}s",
            f"{gone}/{present}",
            tr("would be withdrawn, more than {much_percent} %", much_percent=MUCH_PERCENT),
            "all that you still declare, or confirm: true",
        )
        for kind, (gone, present) in plan.much.items()
    ]
    much = ", ".join(f"{gone}/{all_} {kind}s" for kind, (gone, all_) in plan.much.items())
    raise Conflict(
        tr("it would withdraw {much}: confirm: true does it, dry_run: true says which", much=much),
        code="much-withdrawn",
        title="It would withdraw much of what you declare",
        errors=errors,
    )


async def take_snapshot(
    database: Database,
    principal: Principal,
    source: str,
    snapshot: ToolSnapshot,
    now: datetime,
    *,
    confirmed: bool,
    dry_run: bool = False,
) -> SnapshotPlan:
    """Withdraw what is absent: flows and sharings by 500, then sites, then organisations, each in a
    transaction of its own. Sent again after a failure, it goes on where it stopped. Raises Conflict
    as ``ensure_meant`` does, before anything is done. ``dry_run``: say what it would do, no more.
    """
    async with database.read(snapshot=True) as session:
        await ensure_own_source(session, source, principal)
        present = await _present(session, source, principal.client_id)
    plan = planned(snapshot, present)
    if dry_run:
        return plan
    ensure_meant(plan, confirmed=confirmed)
    await _withdraw(database, FLOWS, present.flows, plan.withdrawn.get("flow", []), now)
    await _withdraw(database, SHARINGS, present.sharings, plan.withdrawn.get("sharing", []), now)
    naming = Naming(principal, source, "")
    for name in plan.withdrawn.get("site", []):
        one = replace(naming, external_id=name)
        await in_transaction(database, partial(withdraw_named_site, naming=one, now=now))
    for name in plan.withdrawn.get("organisation", []):
        one = replace(naming, external_id=name)
        await in_transaction(database, partial(withdraw_named_organisation, naming=one, now=now))
    return plan


async def _withdraw(
    database: Database,
    kind: DeclarationKind[T],
    present: Mapping[str, T],
    names: Sequence[str],
    now: datetime,
) -> None:
    for first in range(0, len(names), _BATCH):
        ids = [present[name].id for name in names[first : first + _BATCH]]
        await in_transaction(database, partial(_withdraw_ids, kind=kind, ids=ids, now=now))


async def _withdraw_ids(
    session: WriteSession, kind: DeclarationKind[T], ids: Collection[UUID], now: datetime
) -> None:
    await withdraw_present(session, kind, await kind.store.find(session, ids), now)


async def _present(session: ReadSession, source: str, tool: str) -> Present:
    """Of companies that let the tool act for them still: of one that took that back, what stands
    shows no more, and is not withdrawn."""
    flows = await FLOWS.store.present_of_source(session, source)
    sharings = await SHARINGS.store.present_of_source(session, source)
    sites = await source_ids.present(session, source, "site")
    organisations = await source_ids.present(session, source, "organisation")
    things: list[AtSite[Any]] = [*flows.values(), *sharings.values()]
    about = {*sites.values(), *(thing.site_id for thing in things)}
    held_by = await site_store.organisations_of(session, about, tool)
    known = await organisation_store.find_organisations(session, organisations.values())
    return Present(
        organisations={
            name: id_ for name, id_ in organisations.items() if tool in known[id_].tools
        },
        sites={name: id_ for name, id_ in sites.items() if id_ in held_by},
        flows=_by_name(flows, held_by),
        held_by=held_by,
        sharings=_by_name(sharings, held_by),
    )


def _by_name(things: Mapping[UUID, T], held_by: Mapping[UUID, UUID]) -> dict[str, T]:
    return {str(one.external_id): one for one in things.values() if one.site_id in held_by}
