"""A source says all that it still declares: what is absent is withdrawn."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Literal
from uuid import UUID

from boucle.common.db import Database, WriteSession
from boucle.common.identity import Principal
from boucle.registry.declarations.sources import (
    Naming,
    ensure_own_source,
    withdraw_flows,
    withdraw_named_organisation,
    withdraw_named_site,
)
from boucle.registry.flows import store as flow_store
from boucle.registry.organisations import source_ids
from boucle.registry.transaction import in_transaction

Kind = Literal["organisation", "site", "flow"]
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that a source still declares, per kind; ``None`` where nothing is said."""

    organisations: Collection[str] | None
    sites: Collection[str] | None
    flows: Collection[str] | None


@dataclass(frozen=True, slots=True)
class SnapshotDone:
    """What was withdrawn for being absent, and what was listed but is not declared."""

    withdrawn: dict[Kind, list[str]]
    unknown: dict[Kind, list[str]]


async def take_snapshot(
    database: Database, principal: Principal, source: str, snapshot: Snapshot, now: datetime
) -> SnapshotDone:
    """Withdraw what is absent: flows by 500, then sites, then organisations, each in a
    transaction of its own. Sent again after a failure, it goes on where it stopped."""
    async with database.read() as session:
        await ensure_own_source(session, source, principal)
        flows = await flow_store.present_of_source(session, source)
        sites = await source_ids.present(session, source, "site")
        organisations = await source_ids.present(session, source, "organisation")
    by_name = {str(flow.external_id): flow for flow in flows.values()}
    done = SnapshotDone({}, {})
    _compare(done, "flow", snapshot.flows, by_name.keys())
    _compare(done, "site", snapshot.sites, sites.keys())
    _compare(done, "organisation", snapshot.organisations, organisations.keys())
    gone = [by_name[name] for name in done.withdrawn.get("flow", [])]
    for first in range(0, len(gone), _BATCH):
        batch = [flow.id for flow in gone[first : first + _BATCH]]
        await in_transaction(database, partial(_withdraw_ids, ids=batch, now=now))
    naming = Naming(principal, source, "")
    for name in done.withdrawn.get("site", []):
        one = replace(naming, external_id=name)
        await in_transaction(database, partial(withdraw_named_site, naming=one, now=now))
    for name in done.withdrawn.get("organisation", []):
        one = replace(naming, external_id=name)
        await in_transaction(database, partial(withdraw_named_organisation, naming=one, now=now))
    return done


async def _withdraw_ids(session: WriteSession, ids: Collection[UUID], now: datetime) -> None:
    await withdraw_flows(session, await flow_store.find_flows(session, ids), now)


def _compare(
    done: SnapshotDone, kind: Kind, ids: Collection[str] | None, declared: Collection[str]
) -> None:
    if ids is not None:
        listed = set(ids)
        done.withdrawn[kind] = sorted(set(declared) - listed)
        done.unknown[kind] = sorted(listed - set(declared))
