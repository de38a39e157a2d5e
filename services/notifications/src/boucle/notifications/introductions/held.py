"""Introductions held until their companies have room, and how they are released."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.common.db import ReadSession, WriteSession
from boucle.notifications.mails.plan import Candidate

# Best score first; the cursor is the last row of the page before.
SELECT_HELD = """
select i.introduction_id, i.synergy_id, i.score,
       (select array_agg(s.organisation_id order by s.position) from introduction_side s
        where s.introduction_id = i.introduction_id) as organisations
from introduction i
where i.state = 'held' and (i.score, i.introduction_id) < ($1, $2)
order by i.score desc, i.introduction_id desc limit $3
"""

COUNT_HELD = "select count(*), min(created_at) from introduction where state = 'held'"

RELEASE = """
update introduction set state = 'due', updated_at = $2
where introduction_id = any($1) and state = 'held' returning introduction_id
"""

LOCK_RELEASING = "select pg_try_advisory_xact_lock(hashtextextended('release held', 0))"

BEST_FIRST: Final = (2**31 - 1, UUID(int=2**128 - 1))
"""The cursor before the first page."""


async def page(session: WriteSession, after: tuple[int, UUID], limit: int) -> list[Candidate]:
    """Introductions that wait for room, best score first, after ``(score, introduction)``."""
    rows = await session.fetch(SELECT_HELD, *after, limit)
    return [
        Candidate(
            row["introduction_id"], row["synergy_id"], tuple(row["organisations"]), row["score"]
        )
        for row in rows
    ]


async def count(session: ReadSession) -> tuple[int, datetime | None]:
    """How many wait for room, and since when the oldest does."""
    count, oldest = await session.fetchrow(COUNT_HELD) or (0, None)
    return count, oldest


async def release(session: WriteSession, ids: Collection[UUID], now: datetime) -> list[UUID]:
    rows = await session.fetch(RELEASE, list(ids), now)
    return [row["introduction_id"] for row in rows]


async def lock_releasing(session: WriteSession) -> bool:
    """False when another worker is releasing."""
    return bool(await session.fetchval(LOCK_RELEASING))
