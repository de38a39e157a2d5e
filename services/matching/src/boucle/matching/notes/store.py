"""Store notes. Those who read one see all that its author saw of the synergy's sides."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from boucle.matching.queries.callers import Caller
from boucle.matching.queries.found import FoundSynergy
from boucle.matching.tables import NoteRow
from boucle.platform.db import ReadSession, WriteSession
from boucle.platform.paging import PageRequest

_LIST = """
SELECT note_id, at, by, text FROM note
WHERE synergy_id = $1 AND ($2 OR territories <@ $3::text[])
    AND ($4::timestamptz IS NULL OR (at, note_id) > ($4, $5::uuid))
ORDER BY at, note_id LIMIT $6
"""
_DELETE = "DELETE FROM note WHERE note_id = $1 AND synergy_id = $2 AND by = $3 RETURNING note_id"


async def notes_of(
    session: ReadSession, caller: Caller, found: FoundSynergy, page: PageRequest
) -> Sequence[Any]:
    """Return those that the caller may read, oldest first: one more than the page holds."""
    viewer, life = caller.viewer, found.life
    all_of_them = viewer.everything or (life is not None and life.disclosed)
    own = sorted(viewer.territories)
    after = page.last_row() or (None, None)
    return await session.fetch(_LIST, found.synergy_id, all_of_them, own, *after, page.limit + 1)


async def add_note(
    session: WriteSession,
    caller: Caller,
    found: FoundSynergy,
    note_id: UUID,
    text: str,
    at: datetime,
) -> None:
    sides = found.whole().sides
    theirs = {one.territory for one in sides if one.territory is not None}
    seen = theirs if caller.viewer.everything else theirs & caller.viewer.territories
    note = NoteRow(
        note_id=note_id,
        synergy_id=found.synergy_id,
        at=at,
        by=caller.principal.client_id,
        text=text,
        territories=sorted(seen or caller.viewer.territories),
        organisations=sorted({one.organisation_id for one in sides if one.organisation_id}),
    )
    await session.add(note)


async def delete_note(
    session: WriteSession, caller: Caller, synergy_id: UUID, note_id: UUID
) -> bool:
    """Tell whether the caller had written it."""
    by = caller.principal.client_id
    return await session.fetchval(_DELETE, note_id, synergy_id, by) is not None
