"""Queue markets whose groups are to be found again. Rows are appended in the transaction of the
change, and deleted in the one that writes the groups. One transaction takes a market at a time;
others take another one."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from boucle.matching.groups import sharings
from boucle.platform.db import Session, WriteSession
from boucle.platform.events import Event
from boucle.platform.telemetry import trace

_MARK = """
INSERT INTO stale_market (market, since, correlation_id, causation_id)
SELECT market, now(), correlation_id, causation_id
FROM unnest($1::text[], $2::uuid[], $3::uuid[]) AS new(market, correlation_id, causation_id)
"""
_MARK_OF_GROUPS = """
INSERT INTO stale_market (market, since, correlation_id, causation_id)
SELECT DISTINCT market, now(), $2::uuid, $3::uuid FROM synergy_group
WHERE synergy_id = ANY($1::uuid[])
"""
_MARKET_LOCK: Final = 0x4D61726B
_LOOKED_AT: Final = 5000
"""Of the oldest rows, of markets that are not skipped."""
# Evaluated row by row, the oldest market first: only the market that is taken gets locked.
_TAKE = f"""
SELECT market FROM (
    SELECT market FROM (
        SELECT market, id FROM stale_market
        WHERE market <> ALL($2::text[]) ORDER BY id LIMIT {_LOOKED_AT}
    ) AS old GROUP BY market ORDER BY min(id) LIMIT 100
) AS oldest
WHERE pg_try_advisory_xact_lock($1, hashtext(market)) LIMIT 1
"""
_LOCK_MARKET = "SELECT pg_advisory_xact_lock($1, hashtext($2))"
_ROWS = """
SELECT id, correlation_id, causation_id FROM stale_market WHERE market = $1 ORDER BY id
"""
_DONE = "DELETE FROM stale_market WHERE id = ANY($1::bigint[])"
_WAITING = "SELECT count(DISTINCT market), min(since) FROM stale_market"
_STALE = "SELECT DISTINCT market FROM stale_market"


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a market at one moment: ``ids`` of their rows; the newest one's ``cause``."""

    ids: Sequence[int]
    cause: trace.Trace | None


async def mark_stale(session: WriteSession, markets: Iterable[str]) -> None:
    """Mark markets, with the current trace as cause."""
    chain = trace.current()
    await _mark(session, dict.fromkeys(markets, chain))


async def mark_changed(session: WriteSession, changed: Iterable[sharings.ChangedSharings]) -> None:
    """Mark the markets that these declarations leave and enter, each caused by its last change."""
    causes: dict[str, trace.Trace | None] = {
        market: _chain(one.event) for one in changed for market in one.markets
    }
    await _mark(session, causes)


async def mark_territory(session: WriteSession, siren: str) -> None:
    """Mark all markets of a territory, whose parameters changed in this transaction."""
    await sharings.lock_territory(session, siren)
    await mark_stale(session, await sharings.markets_of_territory(session, siren))


async def mark_stale_of(session: WriteSession, synergy_ids: Collection[UUID]) -> None:
    """Mark the markets of these groups, whose lives changed in this transaction."""
    chain = trace.current()
    driver = await session.driver()
    await driver.execute(_MARK_OF_GROUPS, list(synergy_ids), *_ids(chain))


async def take(session: WriteSession, skipped: Collection[str]) -> str | None:
    """Lock and return the market that waits longest, except ``skipped``; None: there is none."""
    market: str | None = await session.fetchval(_TAKE, _MARKET_LOCK, list(skipped))
    return market


async def lock(session: WriteSession, market: str) -> None:
    """Lock this market, waiting for its current holder."""
    await session.fetch(_LOCK_MARKET, _MARKET_LOCK, market)


async def marks(session: WriteSession, market: str) -> Marks:
    """Return what waits for a locked market. Whatever is read after this follows them all."""
    rows = await session.fetch(_ROWS, market)
    causes = [
        trace.Trace(row["correlation_id"], row["causation_id"])
        for row in rows
        if row["correlation_id"] is not None
    ]
    return Marks([row["id"] for row in rows], causes[-1] if causes else None)


async def done(session: WriteSession, marks: Marks) -> None:
    if marks.ids:
        driver = await session.driver()
        await driver.execute(_DONE, marks.ids)


async def waiting(session: Session) -> tuple[int, datetime | None]:
    """Return how many markets wait, and since when the first does."""
    row = await session.fetchrow(_WAITING)
    return (0, None) if row is None else (row[0], row[1])


async def stale_markets(session: Session) -> frozenset[str]:
    return frozenset(row["market"] for row in await session.fetch(_STALE))


async def _mark(session: WriteSession, causes: dict[str, trace.Trace | None]) -> None:
    if not causes:
        return
    driver = await session.driver()
    correlations, causations = zip(*(_ids(chain) for chain in causes.values()), strict=True)
    await driver.execute(_MARK, list(causes), list(correlations), list(causations))


def _chain(event: Event[Any]) -> trace.Trace:
    return trace.Trace(event.correlation_id, event.id)


def _ids(chain: trace.Trace | None) -> tuple[UUID | None, UUID | None]:
    return (None, None) if chain is None else (chain.correlation_id, chain.causation_id)
