"""Hold introductions until their companies have room, or have rested, and release them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.notifications.introductions.rate_limits import Candidate
from boucle.platform.db import ReadSession, WriteSession

# Best score first; the cursor is the last row of the page before. It skips those that rest, or wait
# for the next morning.
SELECT_HELD = """
select i.introduction_id, i.synergy_id, i.score, i.automatic,
       (select array_agg(s.organisation_id order by s.position) from introduction_side s
        where s.introduction_id = i.introduction_id) as organisations,
       array(select m.organisation_id from mail m
             where m.introduction_id = i.introduction_id and m.step = 'introduction'
             and m.state = 'held' and m.digest_id is null order by m.organisation_id) as written_to
from introduction i
where (i.state = 'held' or i.others_held) and (i.held_until is null or i.held_until <= $1)
  and (i.score, i.introduction_id) < ($2, $3)
order by i.score desc, i.introduction_id desc limit $4
"""

# Its companies rest, so it is put off for days at once. That is no lack of room.
COUNT_HELD = """
select count(*),
       min(created_at) filter (where held_until is null
                               or held_until < updated_at + interval '2 days')
from introduction where state = 'held' or others_held
"""

HOLD = """
update introduction set held_until = new.until, updated_at = $3,
                        others_held = others_held or state <> 'held'
from unnest($1::uuid[], $2::timestamptz[]) as new (id, until)
where introduction_id = new.id and state <> 'withdrawn'
  and (held_until is distinct from new.until or not others_held and state <> 'held')
"""

RELEASE = """
update introduction
set state = case state when 'held' then 'due' else state end, others_held = false,
    held_until = null, updated_at = $2
where introduction_id = any($1) and (state = 'held' or others_held) returning introduction_id
"""

LOCK_RELEASING = "select pg_try_advisory_xact_lock(hashtextextended('release held', 0))"

BEST_FIRST: Final = (2**31 - 1, UUID(int=2**128 - 1))
"""The cursor before the first page."""


async def page(
    session: WriteSession, now: datetime, after: tuple[int, UUID], limit: int
) -> list[Candidate]:
    """Return introductions that wait for room, best score first, after ``(score,
    introduction)``."""
    rows = await session.fetch(SELECT_HELD, now, *after, limit)
    return [
        Candidate(
            row["introduction_id"],
            row["synergy_id"],
            tuple(row["organisations"]),
            tuple(row["written_to"]),
            row["score"],
            row["automatic"],
        )
        for row in rows
    ]


async def count(session: ReadSession) -> tuple[int, datetime | None]:
    """Count the waiting ones; return since when the oldest of those that need room waits."""
    count, oldest = await session.fetchrow(COUNT_HELD) or (0, None)
    return count, oldest


async def hold(session: WriteSession, held: Mapping[UUID, datetime | None], now: datetime) -> None:
    await session.fetch(HOLD, list(held), list(held.values()), now)


async def release(session: WriteSession, ids: Collection[UUID], now: datetime) -> list[UUID]:
    rows = await session.fetch(RELEASE, list(ids), now)
    return [row["introduction_id"] for row in rows]


async def lock_releasing(session: WriteSession) -> bool:
    return bool(await session.fetchval(LOCK_RELEASING))
