"""Store territories."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, fields
from operator import attrgetter
from typing import Any, Final

import msgspec
from asyncpg import Record

from boucle.contract.events.registry import Territory as TerritoryEvent
from boucle.contract.sandboxes import sandbox_sql
from boucle.platform.db import ReadSession, Session, WriteSession
from boucle.platform.db.writes import columns_of, insert_of, upsert_of, values_of
from boucle.platform.paging import BY_CHANGE, Cursor, PageRequest, Place, Sort, both_ways
from boucle.registry.domain.entities import Animator, Controller, Territory
from boucle.registry.tables import TerritoryChangeRow, TerritoryRow
from boucle.registry.tables.where import Where, page
from boucle.registry.territories.history import (
    OwnParameter,
    SettingChange,
    SettingsChange,
    own_parameters,
)

_PUBLISHED = TerritoryEvent.__struct_fields__
SORTS: Final = both_ways(BY_CHANGE, Sort("name", text=True))
_ANIMATOR: Final = {f"animator_{one.name}": one.name for one in fields(Animator)}
_COLUMNS = columns_of(TerritoryRow)
_FIND = f"SELECT {_COLUMNS} FROM territory WHERE siren = ANY($1::text[])"
_IN_FEDERATIONS = f"""
    SELECT {_COLUMNS} FROM territory WHERE parent = ANY($1::text[]) ORDER BY siren
"""
_LOCK = f"{_FIND} FOR NO KEY UPDATE"
_KIND = "SELECT kind FROM territory WHERE siren = $1"
_EPCIS = f"SELECT siren FROM territory WHERE kind = 'epci' AND {sandbox_sql('siren')} = ''"
_MEMBERS = """
    WITH RECURSIVE inside AS (
        SELECT siren FROM territory WHERE siren = ANY($1::text[])
        UNION
        SELECT territory.siren FROM territory JOIN inside ON territory.parent = inside.siren
    )
    SELECT siren FROM inside
"""
_ANSWERING = """
    WITH RECURSIVE above AS (
        SELECT siren AS asked, parent, controller FROM territory WHERE siren = ANY($1::text[])
        UNION ALL
        SELECT asked, territory.parent, territory.controller
        FROM territory JOIN above ON territory.siren = above.parent
        WHERE above.controller IS NULL
    )
    SELECT asked, controller FROM above WHERE controller IS NOT NULL
"""
_ADD = insert_of(TerritoryRow)
_SAVE = upsert_of(TerritoryRow)
_CHANGES = """
    SELECT siren, version, at, changed_by, role, changes
    FROM (SELECT *, at AS updated_at, version AS id FROM territory_change) AS listed
"""


async def find_territory(session: Session, siren: str) -> Territory | None:
    row = await session.fetchrow(_FIND, [siren])
    return _territory(row) if row else None


async def find_territories(session: Session, sirens: Collection[str]) -> dict[str, Territory]:
    return {row["siren"]: _territory(row) for row in await session.fetch(_FIND, list(sirens))}


async def answering_in(session: Session, sirens: Collection[str]) -> dict[str, Controller]:
    """Return the controller of each territory: its own, else the nearest federation's."""
    rows = await session.fetch(_ANSWERING, list(sirens))
    return {row["asked"]: Controller(**row["controller"]) for row in rows}


async def lock_territory(session: WriteSession, siren: str) -> Territory | None:
    row = await session.fetchrow(_LOCK, [siren])
    return _territory(row) if row else None


async def kind_of(session: Session, siren: str) -> str | None:
    kind: str | None = await session.fetchval(_KIND, siren)
    return kind


async def epcis(session: Session) -> list[str]:
    """Return all declared EPCIs, without sandboxes."""
    return [row["siren"] for row in await session.fetch(_EPCIS)]


async def with_members(session: Session, sirens: Collection[str]) -> frozenset[str]:
    """Return these territories and the members of federations among them."""
    return frozenset(row["siren"] for row in await session.fetch(_MEMBERS, list(sirens)))


async def members_of(session: Session, federations: Collection[str]) -> list[Territory]:
    """Return the members of federations, in the order of their codes."""
    rows = await session.fetch(_IN_FEDERATIONS, list(federations))
    return [_territory(row) for row in rows]


async def save_territory(session: WriteSession, territory: Territory, *, new: bool) -> None:
    driver = await session.driver()
    animator, controller = territory.animator, territory.controller
    values = {
        **{name: getattr(territory.published, name) for name in _PUBLISHED},
        **{column: getattr(animator, name, None) for column, name in _ANIMATOR.items()},
        "controller": asdict(controller) if controller else None,
        "entity_version": territory.version,
    }
    row = values_of(TerritoryRow, territory, **values)
    await driver.execute(_ADD if new else _SAVE, *map(_in_column, row))


def _in_column(value: object) -> object:
    return json.dumps(msgspec.to_builtins(value)) if isinstance(value, dict) else value


async def list_territories(
    session: ReadSession,
    request: PageRequest,
    *,
    kinds: Collection[str] | None,
    parents: Collection[str] | None,
    sandbox: str | None,
) -> Sequence[Territory]:
    """List territories; ``sandbox``: other sandboxes are left out; None: none is."""
    where = Where()
    if sandbox is not None:
        where.add(f"({sandbox_sql('siren')} IN ('', {{}}))", sandbox)
    where.any_of("kind", kinds, "text")
    where.any_of("parent", parents, "text")
    tail = page(where, request)
    listed = f"(SELECT {_COLUMNS}, siren AS id FROM territory) AS listed"
    statement = f"SELECT {_COLUMNS} FROM {listed} WHERE {where} {tail}"
    return [_territory(row) for row in await session.fetch(statement, *where.parameters)]


async def add_change(session: WriteSession, change: SettingsChange) -> None:
    await session.add(
        TerritoryChangeRow(
            siren=change.siren,
            version=change.version,
            at=change.at,
            changed_by=change.by,
            role=change.role,
            changes=[asdict(one) for one in change.changes],
        )
    )


async def list_changes(
    session: ReadSession, siren: str, request: PageRequest
) -> Sequence[SettingsChange]:
    """List a territory's changes of settings, oldest first."""
    where = Where()
    where.add("siren = {}", siren)
    tail = page(where, request, Cursor.number)
    rows = await session.fetch(f"{_CHANGES} WHERE {where} {tail}", *where.parameters)
    return [_change(row) for row in rows]


async def parameters_of(session: ReadSession, territory: Territory) -> Mapping[str, OwnParameter]:
    """Read the values that it sets, each with who set it, and when."""
    rows = await session.fetch(f"{_CHANGES} WHERE siren = $1 ORDER BY at, version", territory.siren)
    return own_parameters(territory.published.parameters, map(_change, rows))


def _change(row: Record) -> SettingsChange:
    return SettingsChange(
        siren=row["siren"],
        version=row["version"],
        at=row["at"],
        by=row["changed_by"],
        role=row["role"],
        changes=tuple(SettingChange(**one) for one in row["changes"]),
    )


def _territory(row: Record) -> Territory:
    animator = None
    if row["animator_name"] is not None:
        animator = Animator(**{name: row[column] for column, name in _ANIMATOR.items()})
    return Territory(
        name=row["name"],
        published=msgspec.convert({name: row[name] for name in _PUBLISHED}, TerritoryEvent),
        animator=animator,
        controller=_controller(row["controller"]),
        version=row["entity_version"],
        updated_at=row["updated_at"],
    )


def _controller(kept: dict[str, Any] | None) -> Controller | None:
    return None if kept is None else Controller(**kept)


def placed(sort: Sort) -> Callable[[Territory], Place]:
    """Return a function that gives the place of a territory in an order of pages."""
    return attrgetter(sort.column, "siren")
