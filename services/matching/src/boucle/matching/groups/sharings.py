"""Store declarations of pooling and sharing, as registry declared them: the newest version of
each."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import UUID

import msgspec

from boucle.matching.groups.decisions import StoredSharing
from boucle.matching.kinds.declarations import decoded
from boucle.matching.kinds.detector import Declaration, Declared, id_of
from boucle.matching.kinds.markets import is_newer, made_by, market_of
from boucle.matching.tables import DeclaredSharing
from boucle.platform.db import Session, WriteSession
from boucle.platform.db.writes import columns_of, replacing
from boucle.platform.errors import Unavailable
from boucle.platform.events import Event

# Locked, so that whoever finds their markets by a new catalogue waits.
_LOCK = """
SELECT sharing_id, version, market FROM declared_sharing WHERE sharing_id = ANY($1::uuid[])
ORDER BY sharing_id FOR UPDATE
"""
_KEEP = f"""
INSERT INTO declared_sharing AS kept ({columns_of(DeclaredSharing)})
SELECT sharing_id, version, withdrawn, organisation_id, territory, declared_by, market, $8, body,
    $9, topic
FROM unnest($1::uuid[], $2::bigint[], $3::boolean[], $4::uuid[], $5::text[], $6::text[],
            $7::text[], $10::bytea[], $11::text[])
    AS new({columns_of(DeclaredSharing, "made_by", "changed_at")})
ORDER BY sharing_id
{replacing(DeclaredSharing)} WHERE kept.version < excluded.version
"""
# Settings of a territory are kept either before or after declarations of it, never meanwhile: the
# second of both sees the first, and says which markets are stale.
_HOLD_TERRITORIES = """
SELECT pg_advisory_xact_lock_shared($1, hashtext(siren)) FROM unnest($2::text[]) AS siren
ORDER BY hashtext(siren)
"""
_HOLD_TERRITORY = "SELECT pg_advisory_xact_lock($1, hashtext($2))"
_TERRITORIES: Final = 0x53686172
_MARKETS_OF_TERRITORY = """
SELECT DISTINCT market FROM declared_sharing
WHERE territory = $1 AND NOT withdrawn AND market IS NOT NULL
"""
_OF_MARKET = """
SELECT version, made_by, topic, body FROM declared_sharing WHERE market = $1 ORDER BY sharing_id
"""
_KEPT_OF_MARKET = """
SELECT version, topic, body, changed_at FROM declared_sharing WHERE market = $1 ORDER BY sharing_id
"""
_MARKETS_OF = """
SELECT DISTINCT market FROM declared_sharing
WHERE territory = ANY($1::text[]) AND NOT withdrawn AND market >= $2 ORDER BY market LIMIT $3
"""
_OLDER = """
SELECT sharing_id, withdrawn, market, made_by, topic, body FROM declared_sharing
WHERE made_by <> $1 ORDER BY sharing_id LIMIT $2 FOR UPDATE SKIP LOCKED
"""
_ALL = """
SELECT sharing_id, withdrawn, organisation_id, territory, market, topic, body FROM declared_sharing
WHERE made_by = $1 ORDER BY sharing_id
"""
_SET_MARKETS = """
UPDATE declared_sharing SET market = new.market, made_by = $3
FROM unnest($1::uuid[], $2::text[]) AS new(sharing_id, market)
WHERE declared_sharing.sharing_id = new.sharing_id
"""
_MARKETS = """
SELECT market FROM declared_sharing WHERE market IS NOT NULL
UNION SELECT market FROM synergy_group ORDER BY market
"""
_ONE = """
SELECT version, topic, body FROM declared_sharing
WHERE topic = $1 AND sharing_id = $2 AND NOT withdrawn
"""
_SOME = """
SELECT sharing_id, version, topic, body FROM declared_sharing
WHERE sharing_id = ANY($1::uuid[]) AND NOT withdrawn
"""

_IN_MEMORY: Final = 10_000
"""Declarations, some kB each."""


class FoundByNewerRelease(Unavailable):
    """A newer release found the markets of these declarations; it finds their groups."""

    retry_after = 60

    def __init__(self) -> None:
        super().__init__("a newer release is taking over what sites could pool or share")


class ChangedSharings(NamedTuple):
    """A new declaration or version, with the markets that it leaves and enters."""

    event: Event[Any]
    markets: frozenset[str]


async def keep(
    session: WriteSession, topic: str, events: Iterable[Event[Any]], now: datetime
) -> list[ChangedSharings]:
    """Store the newest version of each; return the new ones. Order and number of the events do not
    matter."""
    ordered = sorted(events, key=lambda event: event.entity_version)
    newest = {id_of(event.data): event for event in ordered}
    if not newest:
        return []
    territories = sorted({event.data.territory for event in newest.values()})
    await session.fetch(_HOLD_TERRITORIES, _TERRITORIES, territories)
    stored = {row["sharing_id"]: row for row in await session.fetch(_LOCK, list(newest))}
    changed = []
    rows = []
    for id_ in sorted(newest):
        event, before = newest[id_], stored.get(id_)
        if before is not None and before["version"] >= event.entity_version:
            continue
        market = None if _withdrawn(event) else market_of(event.data)
        rows.append((*_row(event, market), topic))
        markets = {market, None if before is None else before["market"]}
        changed.append(ChangedSharings(event, frozenset(one for one in markets if one is not None)))
    if rows:
        *columns, bodies, topics = (list(column) for column in zip(*rows, strict=True))
        driver = await session.driver()
        await driver.execute(_KEEP, *columns, made_by(), now, bodies, topics)
    return changed


async def lock_territory(session: WriteSession, siren: str) -> None:
    """Lock a territory, so that no declaration of it is stored before this transaction ends."""
    await session.fetch(_HOLD_TERRITORY, _TERRITORIES, siren)


async def markets_of_territory(session: Session, siren: str) -> list[str]:
    return [row["market"] for row in await session.fetch(_MARKETS_OF_TERRITORY, siren)]


async def of_market(session: Session, market: str) -> list[Declared[Any]]:
    """Return what is declared in a market, in id order. Raises FoundByNewerRelease."""
    rows = await session.fetch(_OF_MARKET, market)
    if any(is_newer(found_by) for found_by in {row["made_by"] for row in rows}):
        raise FoundByNewerRelease
    return [_declared(row) for row in rows]


async def with_moments(session: Session, market: str) -> list[tuple[Declared[Any], datetime]]:
    """Return what is declared in a market, whichever release found it there, and since when."""
    rows = await session.fetch(_KEPT_OF_MARKET, market)
    return [(_declared(row), row["changed_at"]) for row in rows]


async def markets_from(
    session: Session, territories: Collection[str], first: str, limit: int
) -> list[str]:
    """Return the markets of these territories' declarations from this one on, in order."""
    rows = await session.fetch(_MARKETS_OF, list(territories), first, limit)
    return [row["market"] for row in rows]


async def markets(session: Session) -> list[str]:
    """Return every market with a declaration or a group."""
    return [row["market"] for row in await session.fetch(_MARKETS)]


async def all_found_here(session: Session) -> list[StoredSharing]:
    """Return every declaration whose market this release found."""
    rows = await session.fetch(_ALL, made_by())
    return [StoredSharing(**_columns(row)) for row in rows]


def _columns(row: Any) -> dict[str, Any]:
    columns = dict(row)
    return columns | {"sharing": decoded(columns.pop("topic"), columns.pop("body"))}


async def declared(session: Session, topic: str, id_: UUID) -> Declared[Any] | None:
    row = await session.fetchrow(_ONE, topic, id_)
    return None if row is None else _declared(row)


async def declarations(session: Session, ids: Iterable[UUID]) -> dict[UUID, Declared[Any]]:
    rows = await session.fetch(_SOME, list(ids))
    return {row["sharing_id"]: _declared(row) for row in rows}


async def follow_release(session: WriteSession, limit: int) -> tuple[int, set[str]]:
    """Find again the markets of declarations whose market an older release found, ``limit`` at
    once. Return how many, and the markets that they leave and enter."""
    rows = await session.fetch(_OLDER, made_by(), limit)
    older = [row for row in rows if not is_newer(row["made_by"])]
    found = [
        None if row["withdrawn"] else market_of(decoded(row["topic"], row["body"])) for row in older
    ]
    if older:
        driver = await session.driver()
        ids = [row["sharing_id"] for row in older]
        await driver.execute(_SET_MARKETS, ids, found, made_by())
    touched = {*found, *(row["market"] for row in older)}
    return len(older), {market for market in touched if market is not None}


def _declared(row: Any) -> Declared[Any]:
    return Declared(_decoded(row["topic"], row["body"]), row["version"])


@lru_cache(maxsize=_IN_MEMORY)
def _decoded(topic: str, body: bytes) -> Declaration:
    """Return one object for the same body: a market is read whole at each turn, and detectors cache
    by object."""
    return decoded(topic, body)


def _withdrawn(event: Event[Any]) -> bool:
    return event.type.endswith(".withdrawn.v1")


def _row(event: Event[Any], market: str | None) -> Sequence[object]:
    one = event.data
    return (
        id_of(one),
        event.entity_version,
        _withdrawn(event),
        one.organisation_id,
        one.territory,
        one.declared_by,
        market,
        msgspec.json.encode(one),
    )
