"""The inbox: for effects that are not a state (a mail, an answer), each event once."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from boucle.common.db import WriteSession

KEPT = timedelta(days=30)

_INSERT = """
INSERT INTO inbox (consumer, event_id, seen_at) VALUES ($1, $2, now())
ON CONFLICT (consumer, event_id) DO NOTHING
"""
# Bounded, so that a long neglected table never makes one long transaction.
_PRUNE = """
DELETE FROM inbox WHERE (consumer, event_id) IN (
    SELECT consumer, event_id FROM inbox WHERE seen_at < $1 ORDER BY seen_at LIMIT 5000
)
"""


async def first_time(session: WriteSession, consumer: str, event_id: UUID) -> bool:
    """Whether this consumer has not seen the event yet; it has once this transaction commits.

    Two transactions at once: the second waits for the first, then learns the truth.
    """
    driver = await session.driver()
    status: str = await driver.execute(_INSERT, consumer, event_id)
    return status == "INSERT 0 1"


async def prune(session: WriteSession, before: datetime) -> int:
    """Forget up to 5000 events seen before then; returns how many."""
    driver = await session.driver()
    status: str = await driver.execute(_PRUNE, before)
    return int(status.rpartition(" ")[2])
