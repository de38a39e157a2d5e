"""Let introductions wait until animators of territories that want it have read their letters."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from boucle.contract.events.registry import Territory
from boucle.contract.sandboxes import sandbox_of
from boucle.notifications.introductions import history, rate_limits
from boucle.notifications.introductions.rate_limits import Candidate
from boucle.platform.db import Session, WriteSession
from boucle.platform.events import Event

_FOLLOW = """
insert into reviewing_territory (territory, entity_version, holds) values ($1, $2, $3)
on conflict (territory) do update
set entity_version = excluded.entity_version, holds = excluded.holds
where reviewing_territory.entity_version < excluded.entity_version
"""
_HOLDING = "select territory from reviewing_territory where holds and territory = any($1)"
_LOCK = """
select i.introduction_id, i.synergy_id, i.score, i.automatic, i.held_by,
       (select array_agg(s.organisation_id order by s.position) from introduction_side s
        where s.introduction_id = i.introduction_id) as organisations,
       (select array_agg(s.territory) from introduction_side s
        where s.introduction_id = i.introduction_id) as territories,
       array(select m.organisation_id from mail m
             where m.introduction_id = i.introduction_id and m.step = 'introduction'
             and m.state = 'held' order by m.organisation_id) as written_to
from introduction i where i.introduction_id = $1 and i.state = 'to_review' for update
"""
_SAVE = """
update introduction set state = $2, held_by = $3, held_until = $4, updated_at = $5
where introduction_id = $1
"""
_DUE = """
update mail set state = 'due', due_at = $2, created_at = $2, reason = null
where introduction_id = $1 and step = 'introduction' and state = 'held'
"""


async def follow_territories(session: WriteSession, events: Iterable[Event[Territory]]) -> None:
    driver = await session.driver()
    settings = [(one.data.siren, one.entity_version, one.data.hold_letters) for one in events]
    await driver.executemany(_FOLLOW, settings)


async def holding(session: Session, territories: Collection[str]) -> frozenset[str]:
    """Return those whose animators read letters before they leave."""
    rows = await session.fetch(_HOLDING, list(territories))
    return frozenset(row["territory"] for row in rows)


async def release(
    session: WriteSession, introduction: UUID, territories: Collection[str] | None, now: datetime
) -> bool:
    """Let it go, as far as these territories hold it (None: all); once none does, it leaves as if
    it were qualified now. Return False where they hold nothing."""
    row = await session.fetchrow(_LOCK, introduction)
    if row is None:
        return False
    held_by = row["held_by"]
    left = [] if territories is None else [one for one in held_by if one not in territories]
    if len(left) == len(held_by):
        return False
    driver = await session.driver()
    if left:
        await driver.execute(_SAVE, introduction, "to_review", left, None, now)
        return True
    asking = Candidate(
        introduction,
        row["synergy_id"],
        tuple(row["organisations"]),
        tuple(row["written_to"]),
        row["score"],
        row["automatic"],
        urgent=not row["automatic"] and any(map(sandbox_of, row["territories"])),
    )
    received = await history.mail_history(session, [asking], {}, now)
    limited = rate_limits.admit([asking], received, now)
    until = limited.held.get(introduction)
    state = "held" if introduction in limited.held else "due"
    await driver.execute(_SAVE, introduction, state, [], until, now)
    if state == "due":
        await driver.execute(_DUE, introduction, now)
    return True
