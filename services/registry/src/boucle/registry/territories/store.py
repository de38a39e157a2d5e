"""Territories in Postgres."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime

from asyncpg import Record

from boucle.common.db import ReadSession, WriteSession
from boucle.common.http import PageRequest
from boucle.registry.entities import Animator, Territory
from boucle.registry.territories.history import Change, SettingsChange
from boucle.registry.where import Where, number_in_cursor, page

Session = ReadSession | WriteSession

_COLUMNS = """
    siren, name, kind, parent, policy, k, threshold, auto_threshold, weights, limits, route_limits,
    routes_off, animator_name, animator_email, entity_version, updated_at
"""
_FIND = f"SELECT {_COLUMNS} FROM territory WHERE siren = ANY($1::text[])"
_LOCK = f"{_FIND} FOR NO KEY UPDATE"
_KIND = "SELECT kind FROM territory WHERE siren = $1"
_MEMBERS = """
    WITH RECURSIVE inside AS (
        SELECT siren FROM territory WHERE siren = ANY($1::text[])
        UNION
        SELECT territory.siren FROM territory JOIN inside ON territory.parent = inside.siren
    )
    SELECT siren FROM inside
"""
_SAVE = f"""
    INSERT INTO territory ({_COLUMNS})
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
    ON CONFLICT (siren) DO UPDATE SET
        name = excluded.name, kind = excluded.kind, parent = excluded.parent,
        policy = excluded.policy, k = excluded.k, threshold = excluded.threshold,
        auto_threshold = excluded.auto_threshold, weights = excluded.weights,
        limits = excluded.limits, route_limits = excluded.route_limits,
        routes_off = excluded.routes_off,
        animator_name = excluded.animator_name, animator_email = excluded.animator_email,
        entity_version = excluded.entity_version, updated_at = excluded.updated_at
"""
_ADD = _SAVE.partition("ON CONFLICT")[0]
_ADD_CHANGE = """
    INSERT INTO territory_change (siren, version, at, changed_by, role, changes)
    VALUES ($1, $2, $3, $4, $5, $6)
"""
_CHANGES = """
    SELECT siren, version, at, changed_by, role, changes
    FROM (SELECT *, at AS updated_at, version AS id FROM territory_change) AS listed
"""


async def find_territory(session: Session, siren: str) -> Territory | None:
    driver = await session.driver()
    row = await driver.fetchrow(_FIND, [siren])
    return _territory(row) if row else None


async def find_territories(session: Session, sirens: Collection[str]) -> dict[str, Territory]:
    driver = await session.driver()
    return {row["siren"]: _territory(row) for row in await driver.fetch(_FIND, list(sirens))}


async def lock_territory(session: WriteSession, siren: str) -> Territory | None:
    driver = await session.driver()
    row = await driver.fetchrow(_LOCK, [siren])
    return _territory(row) if row else None


async def kind_of(session: Session, siren: str) -> str | None:
    driver = await session.driver()
    kind: str | None = await driver.fetchval(_KIND, siren)
    return kind


async def with_members(session: Session, sirens: Collection[str]) -> frozenset[str]:
    """These territories and, for federations, all their members."""
    driver = await session.driver()
    return frozenset(row["siren"] for row in await driver.fetch(_MEMBERS, list(sirens)))


async def save_territory(session: WriteSession, territory: Territory, *, new: bool) -> None:
    driver = await session.driver()
    animator = territory.animator
    await driver.execute(
        _ADD if new else _SAVE,
        territory.siren,
        territory.name,
        territory.kind,
        territory.parent,
        territory.policy,
        territory.k,
        territory.threshold,
        territory.auto_threshold,
        json.dumps(territory.weights),
        json.dumps(territory.limits),
        json.dumps(territory.route_limits),
        list(territory.routes_off),
        animator.name if animator else None,
        animator.email if animator else None,
        territory.version,
        territory.updated_at,
    )


async def list_territories(
    session: ReadSession, request: PageRequest, *, kind: str | None, parent: str | None
) -> Sequence[Territory]:
    where = Where()
    where.maybe("kind = {}", kind)
    where.maybe("parent = {}", parent)
    tail = page(where, request, str)
    driver = await session.driver()
    listed = f"(SELECT {_COLUMNS}, siren AS id FROM territory) AS listed"
    statement = f"SELECT {_COLUMNS} FROM {listed} WHERE {where} {tail}"
    return [_territory(row) for row in await driver.fetch(statement, *where.parameters)]


async def add_change(session: WriteSession, change: SettingsChange) -> None:
    driver = await session.driver()
    changes = json.dumps([asdict(one) for one in change.changes])
    await driver.execute(
        _ADD_CHANGE, change.siren, change.version, change.at, change.by, change.role, changes
    )


async def list_changes(
    session: ReadSession, siren: str, request: PageRequest
) -> Sequence[SettingsChange]:
    """How a territory's settings came to be, oldest change first."""
    where = Where()
    where.add("siren = {}", siren)
    tail = page(where, request, number_in_cursor)
    driver = await session.driver()
    rows = await driver.fetch(f"{_CHANGES} WHERE {where} {tail}", *where.parameters)
    return [
        SettingsChange(
            siren=row["siren"],
            version=row["version"],
            at=row["at"],
            by=row["changed_by"],
            role=row["role"],
            changes=tuple(Change(**one) for one in row["changes"]),
        )
        for row in rows
    ]


def _territory(row: Record) -> Territory:
    animator = None
    if row["animator_name"] is not None:
        animator = Animator(row["animator_name"], row["animator_email"])
    return Territory(
        siren=row["siren"],
        name=row["name"],
        kind=row["kind"],
        parent=row["parent"],
        policy=row["policy"],
        k=row["k"],
        threshold=row["threshold"],
        auto_threshold=row["auto_threshold"],
        weights=row["weights"],
        limits=row["limits"],
        route_limits=row["route_limits"],
        routes_off=tuple(row["routes_off"]),
        animator=animator,
        version=row["entity_version"],
        updated_at=row["updated_at"],
    )


def placed(territory: Territory) -> tuple[datetime, object]:
    """Where a territory stands in the order of pages."""
    if territory.updated_at is None:
        raise ValueError("a territory read from its table has a date")
    return territory.updated_at, territory.siren
