"""Store meetings and those invited. Whoever decides on one locks its row first."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, Final
from uuid import UUID

from sqlalchemy import any_, bindparam, update
from sqlmodel import col, select

from boucle.notifications.meetings.decisions import Host, Invitee, MeetingRecord
from boucle.notifications.meetings.tables import InviteeRow, MeetingRow
from boucle.platform.db import ReadSession, Session, WriteSession
from boucle.platform.identity import Principal
from boucle.platform.paging import BY_CHANGE, PageRequest, Place, Sort, both_ways

DETAILS: Final = (
    *("kind", "title", "place", "starts_at", "ends_at", "street", "agenda", "sequence"),
    *("times_sequence", "revised_at", "moved_from", "cancelled_at", "cancel_reason"),
    *("host_name", "host_phone"),
)
"""Columns that a revision may change."""

_FIND: Final = (
    select(MeetingRow)
    .where(col(MeetingRow.meeting_id) == any_(bindparam("ids")))
    .order_by(col(MeetingRow.meeting_id))
)
_LOCK: Final = _FIND.with_for_update()
_REVISE: Final = (
    update(MeetingRow)
    .where(col(MeetingRow.meeting_id) == bindparam("id"))
    .values({name: bindparam(f"new_{name}") for name in DETAILS})
)
_UPDATE: Final = (
    update(MeetingRow)
    .where(col(MeetingRow.meeting_id) == bindparam("id"))
    .values(entity_version=bindparam("version"), updated_at=bindparam("now"))
)

# A page of meetings has hundreds of lines: the models would be slow.
SELECT_INVITEES = """
select meeting_id, organisation_id, territory, invited_at, answer, answered_at, attended,
       seen, shown, changed_at
from invitee where meeting_id = any($1) order by meeting_id, position
"""

# Visibility: $1 organisations, $2 territories, $3 everything. A company asks for territories in
# which it is invited. ``changed``: when what the principal may see changed last, see
# ``MeetingRecord.changed_at``.
SELECT_PAGE = """
select * from meeting m
where ($3 or m.territory = any($2) or exists (
    select from invitee i where i.meeting_id = m.meeting_id and i.organisation_id = any($1)))
and ($4::text[] is null or m.territory = any($4) and (
    cardinality($1::uuid[]) = 0 or exists (
        select from invitee i where i.meeting_id = m.meeting_id and i.organisation_id = any($1)
        and i.territory = m.territory)))
and ($5::timestamptz is null or {changed} >= $5)
{beyond}
order by {column} {direction}, m.meeting_id {direction} limit $6
"""
SELECT_ENDED = """
select * from meeting m
where cancelled_at is null and ends_at > $1 and ends_at <= $2 and not exists (
    select from mail where mail.meeting_id = m.meeting_id and step = 'follow_up')
"""
_CHANGED = """coalesce((
    select max(i.changed_at) from invitee i
    where i.meeting_id = m.meeting_id and i.organisation_id = any($1)), m.updated_at)"""
_BEYOND = "and ({column}, m.meeting_id) {beyond} ($7, $8)"
SORTS: Final = both_ways(BY_CHANGE, Sort("starts_at"))


@dataclass(frozen=True, slots=True)
class StoredMeeting:
    """``event_id`` is that of its planning, which caused the invitations."""

    record: MeetingRecord
    correlation_id: UUID
    updated_at: datetime
    event_id: UUID


async def add(
    session: WriteSession,
    record: MeetingRecord,
    *,
    event_id: UUID,
    correlation_id: UUID,
    created_by: str,
    now: datetime,
) -> None:
    await session.add(
        MeetingRow(
            meeting_id=record.meeting_id,
            event_id=event_id,
            correlation_id=correlation_id,
            entity_version=record.version,
            territory=record.territory,
            synergy_ids=list(record.synergy_ids),
            created_by=created_by,
            created_at=now,
            updated_at=now,
            **_details(record),
        )
    )
    await session.add(*_invitees(record))


async def save(
    session: WriteSession, record: MeetingRecord, changed: Collection[UUID], now: datetime
) -> None:
    await session.execute(_UPDATE, id=record.meeting_id, version=record.version, now=now)
    await session.save(*(row for row in _invitees(record) if row.organisation_id in changed))


async def revise(session: WriteSession, record: MeetingRecord, now: datetime) -> None:
    new = {f"new_{name}": value for name, value in _details(record).items()}
    await session.execute(_REVISE, id=record.meeting_id, **new)
    await save(session, record, {one.organisation_id for one in record.invitees}, now)


def _details(record: MeetingRecord) -> dict[str, Any]:
    host = record.host
    values = {name: getattr(record, name) for name in DETAILS if not name.startswith("host_")}
    return {
        **values,
        "host_name": host.name if host else None,
        "host_phone": host.phone if host else None,
    }


def _invitees(record: MeetingRecord) -> list[InviteeRow]:
    return [
        InviteeRow(meeting_id=record.meeting_id, position=position, **asdict(one))
        for position, one in enumerate(record.invitees)
    ]


async def lock(session: WriteSession, meeting: UUID) -> StoredMeeting | None:
    found = await _whole(session, await session.all(_LOCK, ids=[meeting]))
    return found[0] if found else None


async def read(session: Session, ids: Collection[UUID]) -> dict[UUID, StoredMeeting]:
    found = await _whole(session, await session.all(_FIND, ids=list(ids)))
    return {stored.record.meeting_id: stored for stored in found}


async def page(
    session: ReadSession,
    principal: Principal,
    territories: Sequence[str] | None,
    request: PageRequest,
    after: tuple[object, UUID] | None,
) -> list[StoredMeeting]:
    """Return meetings that this principal may see, one more than a page holds, in its order;
    ``after`` is the last of the page before."""
    sort = request.sort
    changed = _CHANGED if principal.role == "company" else "m.updated_at"
    column = changed if sort.column == "updated_at" else f"m.{sort.column}"
    beyond = "" if after is None else _BEYOND.format(column=column, beyond=sort.beyond)
    rows = await session.fetch(
        SELECT_PAGE.format(beyond=beyond, changed=changed, column=column, direction=sort.direction),
        list(principal.organisations) if principal.role == "company" else [],
        list(principal.territories) if principal.role == "animator" else [],
        principal.role == "operator",
        territories,
        request.updated_after,
        request.limit + 1,
        *(after or ()),
    )
    return await _whole(session, [MeetingRow(**row) for row in rows])


async def to_follow_up(
    session: ReadSession, after: datetime, until: datetime
) -> list[StoredMeeting]:
    rows = await session.fetch(SELECT_ENDED, after, until)
    return await _whole(session, [MeetingRow(**row) for row in rows])


def placed(sort: Sort, principal: Principal) -> Callable[[StoredMeeting], Place]:
    if sort.column != "updated_at":
        return attrgetter(f"record.{sort.column}", "record.meeting_id")
    return lambda stored: (
        stored.record.changed_at(principal, stored.updated_at),
        stored.record.meeting_id,
    )


async def _whole(session: Session, rows: Collection[MeetingRow]) -> list[StoredMeeting]:
    invitees: dict[UUID, list[Invitee]] = {row.meeting_id: [] for row in rows}
    for meeting, *line in await session.fetch(SELECT_INVITEES, list(invitees)) if rows else ():
        invitees[meeting].append(Invitee(*line))
    return [
        StoredMeeting(
            MeetingRecord(
                meeting_id=row.meeting_id,
                version=row.entity_version,
                territory=row.territory,
                synergy_ids=tuple(row.synergy_ids),
                invitees=tuple(invitees[row.meeting_id]),
                host=Host(row.host_name, row.host_phone) if row.host_name else None,
                **{name: getattr(row, name) for name in DETAILS if not name.startswith("host_")},
            ),
            row.correlation_id,
            row.updated_at,
            row.event_id,
        )
        for row in rows
    ]
