"""Notes about a synergy over HTTP: of animators and the operator, for each other."""

from datetime import datetime
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Depends, Response

from boucle.matching.api.dependencies import Res
from boucle.matching.notes import store
from boucle.matching.queries.callers import caller_of, found_for
from boucle.matching.queries.parts import ResponseModel
from boucle.platform.errors import not_found
from boucle.platform.http import (
    GuardedRouter,
    Lines,
    Page,
    Paging,
    RequestBody,
    page_of,
    require,
)
from boucle.platform.idempotency import Once
from boucle.platform.identity import Principal

Staff = Annotated[Principal, Depends(require("animator", "operator"))]

router = GuardedRouter(prefix="/v1/synergies/{synergy_id}/notes", tags=["synergies"])


class NoteIn(RequestBody):
    text: Annotated[str, Lines(2000)]


class NoteMadeOut(ResponseModel):
    """``by``: the author's client id."""

    note_id: UUID
    at: datetime
    by: str


class NoteOut(NoteMadeOut):
    """What somebody noted, and when."""

    text: str


@router.get("")
async def list_notes(
    synergy_id: UUID, resources: Res, principal: Staff, page: Paging
) -> Page[NoteOut]:
    """What animators and the operator noted, oldest first. Until its companies know each other, a
    note is read by who sees all the sides that its author saw."""
    async with resources.database.read(snapshot=True) as session:
        caller = await caller_of(session, principal)
        found = await found_for(session, caller, synergy_id)
        rows = await store.notes_of(session, caller, found, page)
    return page_of(
        rows,
        page,
        place=lambda row: (row["at"], row["note_id"]),
        show=lambda row: NoteOut(**dict(row)),
    )


@router.post("", status_code=201, response_model=NoteMadeOut)
async def add_note(
    synergy_id: UUID, body: NoteIn, resources: Res, principal: Staff, once: Once
) -> Response:
    """Note something for the animators of this synergy. No company, tool or event gets it. Persons
    who are erased leave it."""
    note_id, now = uuid4(), resources.clock()
    async with resources.database.write() as session:
        caller = await caller_of(session, principal)
        found = await found_for(session, caller, synergy_id)

        async def work() -> NoteMadeOut:
            await store.add_note(session, caller, found, note_id, body.text, now)
            return NoteMadeOut(note_id=note_id, at=now, by=principal.client_id)

        return await once.answer(session, work)


@router.delete("/{note_id}", status_code=204)
async def delete_note(synergy_id: UUID, note_id: UUID, resources: Res, principal: Staff) -> None:
    """Delete a note that you wrote."""
    async with resources.database.write() as session:
        caller = await caller_of(session, principal)
        if not await store.delete_note(session, caller, synergy_id, note_id):
            raise not_found("note", note_id)
