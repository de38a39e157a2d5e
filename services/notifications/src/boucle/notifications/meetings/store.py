"""Meetings and those invited. Whoever decides on one locks its row first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from boucle.common.db import ReadSession, WriteSession
from boucle.common.identity import Principal
from boucle.notifications.meetings.decisions import Invitee, MeetingRecord

SELECT = "select * from meeting where meeting_id = any($1) order by meeting_id"
LOCK = f"{SELECT} for update"

VERSIONS = "select meeting_id::text, entity_version from meeting"

SELECT_INVITEES = "select * from invitee where meeting_id = any($1) order by meeting_id, position"

INSERT = """
insert into meeting (meeting_id, event_id, correlation_id, entity_version, territory, kind, title,
                     place, starts_at, ends_at, synergy_ids, created_by, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)
"""

INSERT_INVITEE = """
insert into invitee (meeting_id, organisation_id, position, territory) values ($1, $2, $3, $4)
"""

UPDATE = "update meeting set entity_version = $2, updated_at = $3 where meeting_id = $1"

UPDATE_INVITEE = """
update invitee set invited_at = $3, answer = $4, answered_at = $5, attended = $6
where meeting_id = $1 and organisation_id = $2
"""

# What each principal may see: $1 organisations, $2 territories, $3 everything.
SELECT_PAGE = """
select * from meeting m
where ($3 or m.territory = any($2) or exists (
    select from invitee i where i.meeting_id = m.meeting_id and i.organisation_id = any($1)))
and ($4::text is null or m.territory = $4)
and ($5::timestamptz is null or m.updated_at >= $5)
and (m.updated_at, m.meeting_id) > ($6, $7)
order by m.updated_at, m.meeting_id limit $8
"""


@dataclass(frozen=True, slots=True)
class KeptMeeting:
    record: MeetingRecord
    correlation_id: UUID
    updated_at: datetime


async def add(
    session: WriteSession,
    record: MeetingRecord,
    *,
    event_id: UUID,
    correlation_id: UUID,
    created_by: str,
    now: datetime,
) -> None:
    driver = await session.driver()
    await driver.execute(
        INSERT,
        record.meeting_id,
        event_id,
        correlation_id,
        record.version,
        record.territory,
        record.kind,
        record.title,
        record.place,
        record.starts_at,
        record.ends_at,
        list(record.synergy_ids),
        created_by,
        now,
    )
    await driver.executemany(
        INSERT_INVITEE,
        [
            (record.meeting_id, one.organisation_id, position, one.territory)
            for position, one in enumerate(record.invitees)
        ],
    )


async def save(
    session: WriteSession, record: MeetingRecord, changed: Collection[UUID], now: datetime
) -> None:
    """The version, and the lines of the companies ``changed``."""
    driver = await session.driver()
    await driver.execute(UPDATE, record.meeting_id, record.version, now)
    await driver.executemany(
        UPDATE_INVITEE,
        [
            (
                record.meeting_id,
                one.organisation_id,
                one.invited_at,
                one.answer,
                one.answered_at,
                one.attended,
            )
            for one in record.invitees
            if one.organisation_id in changed
        ],
    )


async def lock(session: WriteSession, meeting: UUID) -> KeptMeeting | None:
    """The meeting, its row locked until the transaction ends."""
    driver = await session.driver()
    found = await _whole(driver, await driver.fetch(LOCK, [meeting]))
    return found[0] if found else None


async def read(
    session: ReadSession | WriteSession, ids: Collection[UUID]
) -> dict[UUID, KeptMeeting]:
    driver = await session.driver()
    found = await _whole(driver, await driver.fetch(SELECT, list(ids)))
    return {kept.record.meeting_id: kept for kept in found}


async def versions(session: ReadSession) -> dict[str, int]:
    """Of every meeting."""
    driver = await session.driver()
    return {row[0]: row[1] for row in await driver.fetch(VERSIONS)}


async def page(
    session: ReadSession,
    principal: Principal,
    territory: str | None,
    updated_after: datetime | None,
    after: tuple[datetime, UUID],
    limit: int,
) -> list[KeptMeeting]:
    """Meetings that this principal may see, in order of change."""
    driver = await session.driver()
    rows = await driver.fetch(
        SELECT_PAGE,
        list(principal.organisations) if principal.role == "company" else [],
        list(principal.territories) if principal.role == "animator" else [],
        principal.role == "operator",
        territory,
        updated_after,
        *after,
        limit,
    )
    return await _whole(driver, rows)


async def _whole(
    driver: "asyncpg.Connection[asyncpg.Record]", rows: list[asyncpg.Record]
) -> list[KeptMeeting]:
    invitees: dict[UUID, list[Invitee]] = {row["meeting_id"]: [] for row in rows}
    for row in await driver.fetch(SELECT_INVITEES, list(invitees)) if rows else ():
        invitees[row["meeting_id"]].append(
            Invitee(
                organisation_id=row["organisation_id"],
                territory=row["territory"],
                invited_at=row["invited_at"],
                answer=row["answer"],
                answered_at=row["answered_at"],
                attended=row["attended"],
            )
        )
    return [
        KeptMeeting(
            MeetingRecord(
                meeting_id=row["meeting_id"],
                version=row["entity_version"],
                territory=row["territory"],
                kind=row["kind"],
                title=row["title"],
                place=row["place"],
                starts_at=row["starts_at"],
                ends_at=row["ends_at"],
                synergy_ids=tuple(row["synergy_ids"]),
                invitees=tuple(invitees[row["meeting_id"]]),
            ),
            row["correlation_id"],
            row["updated_at"],
        )
        for row in rows
    ]
