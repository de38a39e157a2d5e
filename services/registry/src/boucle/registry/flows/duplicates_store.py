"""What people said of likely duplicates."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from boucle.common.db import ReadSession, WriteSession
from boucle.registry.flows.duplicates import Decision

_AMONG = """
    SELECT low, high, decision FROM duplicate_decision
    WHERE low = ANY($1::uuid[]) AND high = ANY($1::uuid[])
"""
_DECIDE = """
    INSERT INTO duplicate_decision (low, high, decision, decided_by, decided_at)
    VALUES (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid), $3, $4, $5)
    ON CONFLICT (low, high) DO UPDATE SET
        decision = excluded.decision, decided_by = excluded.decided_by,
        decided_at = excluded.decided_at
"""


async def decisions_among(
    session: ReadSession | WriteSession, flows: Collection[UUID]
) -> dict[frozenset[UUID], Decision]:
    driver = await session.driver()
    rows = await driver.fetch(_AMONG, list(flows))
    return {frozenset((row["low"], row["high"])): row["decision"] for row in rows}


async def decide(
    session: WriteSession,
    one: UUID,
    other: UUID,
    decision: Decision,
    *,
    by: str,
    now: datetime,
) -> None:
    driver = await session.driver()
    await driver.execute(_DECIDE, one, other, decision, by, now)
