"""Store introductions and their sides. Whoever decides on one locks its row first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from boucle.contract.kinds.members import CROWD
from boucle.notifications.introductions.decisions import InformedSide, IntroductionRecord, Reply
from boucle.notifications.introductions.rate_limits import Introduced, Pair
from boucle.platform.db import ReadSession, Session, WriteSession

COLUMNS = """
introduction_id, synergy_id, event_id, entity_version, state, held_until, asked_first, held_by,
correlation_id, updated_at
"""

SELECT_ONE = f"select {COLUMNS} from introduction where introduction_id = $1"


# The last day before the newest: other services' backups may lack these.
RECENT = f"""
select {COLUMNS} from introduction
where entity_version > 0
  and updated_at > (select max(updated_at) from introduction) - interval '1 day'
"""

# The order is that of LOCK_LATEST: two that lock several never wait for each other.
LOCK_MANY = f"""
select {COLUMNS} from introduction
where introduction_id = any($1) order by synergy_id, created_at, introduction_id for update
"""

LOCK_LATEST = f"""
select {COLUMNS} from introduction
where synergy_id = any($1) order by synergy_id, created_at, introduction_id for update
"""

SELECT_SIDES = """
select * from introduction_side where introduction_id = any($1) order by introduction_id, position
"""

# On conflict (the same event), neither it nor its sides change.
INSERT = """
with new as (
    insert into introduction (introduction_id, synergy_id, event_id, correlation_id,
                              entity_version, state, score, held_until, automatic, asked_first,
                              held_by, created_at, updated_at)
    select introduction_id, synergy_id, event_id, correlation_id, 0, state, score, held_until,
           automatic, asked_first, string_to_array(held_by, ','), $7, $7
    from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::int[],
                $12::timestamptz[], $13::boolean[], $14::uuid[], $15::text[])
        as new_rows (introduction_id, synergy_id, event_id, correlation_id, state, score,
                     held_until, automatic, asked_first, held_by)
    on conflict do nothing
)
insert into introduction_side (introduction_id, organisation_id, position, territory,
                               consent, comment)
select introduction_id, organisation_id, position, territory, false, ''
from unnest($8::uuid[], $9::uuid[], $10::smallint[], $11::text[])
    as side (introduction_id, organisation_id, position, territory)
on conflict do nothing
"""

UPDATE = """
update introduction set state = $2, entity_version = $3, updated_at = $4
where introduction_id = $1
"""

UPDATE_WITH_SIDE = """
with changed as (
    update introduction_side
    set sent_at = $6, answer = $7, consent = $8, reason = $9, comment = $10, contract_until = $11,
        answered_at = $12, disclosed_at = $13, seen = $14, shown = $15, changed_at = $16,
        first_answered_at = $17
    where introduction_id = $1 and organisation_id = $5
)
update introduction set state = $2, entity_version = $3, updated_at = $4
where introduction_id = $1
"""

# Two companies whose mails left or are about to: what waits, or was of many, showed nothing.
INTRODUCED = f"""
select a.organisation_id as one, b.organisation_id as other, i.synergy_id,
       max(coalesce(a.sent_at, b.sent_at, i.created_at)) as at
from introduction_side a
join introduction_side b using (introduction_id)
join introduction i using (introduction_id)
where a.organisation_id = any($1) and b.organisation_id = any($1)
  and a.organisation_id < b.organisation_id
  and (i.state in ('due', 'sent', 'answered', 'disclosed')
       or a.sent_at is not null or b.sent_at is not null)
  and coalesce(a.sent_at, b.sent_at, i.created_at) > $2
  and (select count(*) from introduction_side s
       where s.introduction_id = i.introduction_id) <= {CROWD}
group by 1, 2, 3
"""

WITHDRAW = """
update introduction
set state = case when state in ('held', 'due', 'to_review') then 'withdrawn' else state end,
    others_held = false, updated_at = $2
where introduction_id = any($1) and (state in ('held', 'due', 'to_review') or others_held)
"""


@dataclass(frozen=True, slots=True)
class StoredIntroduction:
    """A stored introduction, with the event that started it and its chain of work."""

    record: IntroductionRecord
    event_id: UUID
    correlation_id: UUID
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class NewIntroduction:
    record: IntroductionRecord
    event_id: UUID
    correlation_id: UUID
    score: int
    automatic: bool = True


async def lock(session: WriteSession, introduction: UUID) -> StoredIntroduction:
    return (await lock_many(session, [introduction]))[introduction]


async def lock_many(session: WriteSession, ids: Collection[UUID]) -> dict[UUID, StoredIntroduction]:
    driver = await session.driver()
    rows = await driver.fetch(LOCK_MANY, list(ids))
    return {stored.record.introduction_id: stored for stored in await whole(driver, rows)}


async def read(session: ReadSession, introduction: UUID) -> StoredIntroduction:
    driver = await session.driver()
    return (await whole(driver, await driver.fetch(SELECT_ONE, introduction)))[0]


async def find(session: Session, introduction: UUID) -> StoredIntroduction | None:
    driver = await session.driver()
    return next(iter(await whole(driver, await driver.fetch(SELECT_ONE, introduction))), None)


async def recent(session: WriteSession) -> list[StoredIntroduction]:
    """Return those that changed in the last day before the newest change."""
    driver = await session.driver()
    return await whole(driver, await driver.fetch(RECENT))


async def lock_latest(
    session: WriteSession, synergies: Collection[UUID]
) -> dict[UUID, StoredIntroduction]:
    """Lock each synergy's newest introduction (older ones are over), in a fixed order."""
    driver = await session.driver()
    found = await whole(driver, await driver.fetch(LOCK_LATEST, list(synergies)))
    return {stored.record.synergy_id: stored for stored in found}


async def introduced(session: Session, companies: Collection[UUID], since: datetime) -> Introduced:
    found: dict[Pair, dict[UUID, datetime]] = {}
    for row in await session.fetch(INTRODUCED, list(companies), since):
        pair = frozenset((row["one"], row["other"]))
        found.setdefault(pair, {})[row["synergy_id"]] = row["at"]
    return found


async def add(session: WriteSession, new: Iterable[NewIntroduction], now: datetime) -> None:
    whole = list(new)
    records = [one.record for one in whole]
    sides = [(one, place, side) for one in records for place, side in enumerate(one.sides)]
    driver = await session.driver()
    await driver.execute(
        INSERT,
        [one.introduction_id for one in records],
        [one.synergy_id for one in records],
        [one.event_id for one in whole],
        [one.correlation_id for one in whole],
        [one.state for one in records],
        [one.score for one in whole],
        now,
        [one.introduction_id for one, _, _ in sides],
        [side.organisation_id for _, _, side in sides],
        [place for _, place, _ in sides],
        [side.territory for _, _, side in sides],
        [one.held_until for one in records],
        [one.automatic for one in whole],
        [one.asked_first for one in records],
        [",".join(one.held_by) for one in records],
    )


async def save(
    session: WriteSession, record: IntroductionRecord, now: datetime, changed: Collection[UUID] = ()
) -> None:
    if changed:
        await save_many(session, [(record, one) for one in changed], now)
        return
    driver = await session.driver()
    await driver.execute(UPDATE, record.introduction_id, record.state, record.version, now)


async def save_many(
    session: WriteSession, changes: Iterable[tuple[IntroductionRecord, UUID]], now: datetime
) -> None:
    """Save each introduction with the side of the company that changed; of the same one, in
    order."""
    driver = await session.driver()
    await driver.executemany(
        UPDATE_WITH_SIDE, [_with_side(record, changed, now) for record, changed in changes]
    )


def _with_side(record: IntroductionRecord, changed: UUID, now: datetime) -> tuple[object, ...]:
    side = record.side(changed)
    reply = side.reply
    return (
        record.introduction_id,
        record.state,
        record.version,
        now,
        changed,
        side.sent_at,
        reply.answer if reply else None,
        reply.consent if reply else False,
        reply.reason if reply else None,
        reply.comment if reply else "",
        reply.contract_until if reply else None,
        side.answered_at,
        side.disclosed_at,
        side.seen,
        side.shown,
        side.changed_at,
        side.first_answered_at,
    )


async def withdraw(session: WriteSession, ids: Collection[UUID], now: datetime) -> None:
    driver = await session.driver()
    await driver.execute(WITHDRAW, list(ids), now)


async def whole(
    driver: "asyncpg.Connection[asyncpg.Record]", rows: list[asyncpg.Record]
) -> list[StoredIntroduction]:
    sides: dict[UUID, list[InformedSide]] = {row["introduction_id"]: [] for row in rows}
    for row in await driver.fetch(SELECT_SIDES, list(sides)) if rows else ():
        sides[row["introduction_id"]].append(_side(row))
    return [
        StoredIntroduction(
            IntroductionRecord(
                introduction_id=row["introduction_id"],
                synergy_id=row["synergy_id"],
                version=row["entity_version"],
                state=row["state"],
                sides=tuple(sides[row["introduction_id"]]),
                held_until=row["held_until"],
                asked_first=row["asked_first"],
                held_by=tuple(row["held_by"]),
            ),
            row["event_id"],
            row["correlation_id"],
            row["updated_at"],
        )
        for row in rows
    ]


def _side(row: asyncpg.Record) -> InformedSide:
    reply = None
    if row["answer"] is not None:
        reply = Reply(
            answer=row["answer"],
            consent=row["consent"],
            reason=row["reason"],
            comment=row["comment"],
            contract_until=row["contract_until"],
        )
    return InformedSide(
        organisation_id=row["organisation_id"],
        territory=row["territory"],
        sent_at=row["sent_at"],
        reply=reply,
        answered_at=row["answered_at"],
        first_answered_at=row["first_answered_at"],
        disclosed_at=row["disclosed_at"],
        seen=row["seen"],
        shown=row["shown"],
        changed_at=row["changed_at"],
    )
