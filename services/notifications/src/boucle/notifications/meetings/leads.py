"""Store what companies say at a meeting that they could do together."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.contract.events.reasons import SynergyKind
from boucle.notifications.meetings.tables import LeadRow
from boucle.platform.db import ReadSession, WriteSession

MOST: Final = 500
"""Leads of one meeting."""
_COLUMNS: Final = """
lead_id, meeting_id, kind, organisations, roles, what, note, captured_by, captured_at, updated_at,
synergy_id
"""
_PAGE: Final = f"""
select {_COLUMNS} from lead
where meeting_id = $1 and (captured_at, lead_id) > ($2, $3)
and ($4::timestamptz is null or updated_at >= $4)
order by captured_at, lead_id limit $5
"""
_ONE: Final = f"select {_COLUMNS} from lead where meeting_id = $1 and lead_id = $2"
_LOCK: Final = f"{_ONE} for update"
_COUNT: Final = "select count(*) from lead where meeting_id = $1"
_DELETE: Final = "delete from lead where meeting_id = $1 and lead_id = $2 returning 1"


@dataclass(frozen=True, slots=True)
class Lead:
    """``roles``: of the organisations, in their order."""

    lead_id: UUID
    meeting_id: UUID
    captured_by: str
    captured_at: datetime
    updated_at: datetime
    kind: SynergyKind = "substitution"
    organisations: Sequence[UUID] = ()
    roles: Sequence[str] = ()
    what: str = ""
    note: str = ""
    synergy_id: UUID | None = None


async def page(
    session: ReadSession,
    meeting: UUID,
    after: tuple[object, UUID],
    since: object,
    limit: int,
) -> list[Lead]:
    """Return them in the order of their capture."""
    return [Lead(**row) for row in await session.fetch(_PAGE, meeting, *after, since, limit)]


async def read(session: ReadSession, meeting: UUID, lead: UUID) -> Lead | None:
    rows = await session.fetch(_ONE, meeting, lead)
    return Lead(**rows[0]) if rows else None


async def lock(session: WriteSession, meeting: UUID, lead: UUID) -> Lead | None:
    row = await session.fetchrow(_LOCK, meeting, lead)
    return None if row is None else Lead(**row)


async def is_full(session: WriteSession, meeting: UUID) -> bool:
    """``meeting`` is locked."""
    return int(await session.fetchval(_COUNT, meeting)) >= MOST


async def add(session: WriteSession, lead: Lead) -> None:
    await session.add(_row(lead))


async def change(session: WriteSession, lead: Lead) -> None:
    await session.save(_row(lead))


async def delete(session: WriteSession, meeting: UUID, lead: UUID) -> bool:
    return await session.fetchval(_DELETE, meeting, lead) is not None


def _row(lead: Lead) -> LeadRow:
    return LeadRow(**asdict(lead))
