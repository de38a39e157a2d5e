"""Store what animators add to a letter in their own words, by synergy and company."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from boucle.notifications.mails.store import Mail
from boucle.platform.db import ReadSession, WriteSession

_OF_SYNERGY = "select organisation_id, note from letter_note where synergy_id = $1 and note <> ''"
_PUT = """
insert into letter_note (synergy_id, organisation_id, note, written_by, updated_at)
values ($1, $2, $3, $4, $5)
on conflict (synergy_id, organisation_id) do update
set note = excluded.note, written_by = excluded.written_by, updated_at = excluded.updated_at
"""
_REMOVE = "delete from letter_note where synergy_id = $1 and organisation_id = $2"


async def of_synergy(session: ReadSession, synergy_id: UUID) -> dict[UUID, str]:
    rows = await session.fetch(_OF_SYNERGY, synergy_id)
    return {row["organisation_id"]: row["note"] for row in rows}


async def put(
    session: WriteSession, synergy_id: UUID, company: UUID, note: str, by: str, now: datetime
) -> None:
    """An empty note removes it."""
    driver = await session.driver()
    if note:
        await driver.execute(_PUT, synergy_id, company, note, by, now)
    else:
        await driver.execute(_REMOVE, synergy_id, company)


def too_late(written: Iterable[Mail]) -> bool:
    """Tell whether the company's introduction left, or is about to."""
    left = ("sending", "handed", "sent")
    return any(one.step == "introduction" and one.state in left for one in written)
