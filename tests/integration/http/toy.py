"""A small service that uses all of what services stand on."""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Depends, File, Request, Response, UploadFile
from pydantic import BaseModel

from boucle.contract.events.registry import Territory
from boucle.platform import outbox
from boucle.platform.bus import Access
from boucle.platform.consuming.consumer import BatchHandler, Received, caused_by
from boucle.platform.db import WriteSession
from boucle.platform.errors import not_found
from boucle.platform.http import (
    CurrentPrincipal,
    GuardedRouter,
    OnVersion,
    Page,
    Paging,
    Reading,
    RequestBody,
    page_of,
    public,
    require,
    resources,
)
from boucle.platform.idempotency import Once
from boucle.platform.identity import Owner, Principal, ensure_access
from boucle.platform.process.cli import main
from boucle.platform.process.service import Resources, Service, consumer_task
from boucle.platform.process.tasks import Task
from boucle.platform.settings import ServiceSettings
from boucle.platform.telemetry import trace

_SEEN = "INSERT INTO seen VALUES ($1, $2, $3)"
_ADD = "INSERT INTO note VALUES ($1, $2, $3, $4, 1, $5)"
_GET = "SELECT * FROM note WHERE id = $1"
_LIST = """
    SELECT * FROM note WHERE organisation_id = ANY($1)
    AND ($2::timestamptz IS NULL OR updated_at >= $2)
    AND ($3::timestamptz IS NULL OR (updated_at, id) > ($3, $4))
    ORDER BY updated_at, id LIMIT $5
"""

router = GuardedRouter()


class NoteIn(RequestBody):
    organisation_id: UUID
    text: str
    number: int = 0


class Note(BaseModel):
    id: UUID
    text: str
    number: int


Held = Annotated[Resources, resources()]


@router.post("/v1/notes", status_code=201, response_model=Note)
async def add_note(body: NoteIn, once: Once, held: Held, principal: CurrentPrincipal) -> Response:
    ensure_access(
        principal, Owner(frozenset({body.organisation_id})), "organisation", body.organisation_id
    )
    async with held.database.write() as session:
        return await once.answer(session, lambda: _added(held, session, body))


async def _added(held: Resources, session: WriteSession, body: NoteIn) -> Note:
    note = Note(id=uuid4(), text=body.text, number=body.number)
    driver = await session.driver()
    await driver.execute(_ADD, note.id, body.organisation_id, note.text, note.number, held.clock())
    event = outbox.new_event(
        "territory.declared.v1",
        subject=note.id,
        version=1,
        data=Territory(siren="200000172", kind="epci"),
        now=held.clock(),
    )
    await outbox.add(session, "territory", event)
    return note


@router.get("/v1/notes")
async def list_notes(page: Paging, held: Held, principal: CurrentPrincipal) -> Page[Note]:
    async with held.database.read() as session:
        driver = await session.driver()
        rows = await driver.fetch(
            _LIST,
            principal.organisations,
            page.updated_after,
            page.after.at if page.after else None,
            UUID(page.after.id) if page.after else None,
            page.limit + 1,
        )
    return page_of(
        rows, page, place=lambda row: (row["updated_at"], row["id"]), show=lambda row: Note(**row)
    )


@router.get("/v1/notes/{note_id}")
async def read_note(
    note_id: UUID,
    held: Held,
    principal: CurrentPrincipal,
    reading: Reading,
    match: OnVersion,
) -> Note:
    async with held.database.read() as session:
        row = await (await session.driver()).fetchrow(_GET, note_id)
    if row is None:
        raise not_found("note", note_id)
    ensure_access(principal, Owner(frozenset({row["organisation_id"]})), "note", note_id)
    match.ensure(row["version"])
    reading.set_etag(row["version"])
    return Note(**row)


@router.get("/v1/operators")
async def for_operators(_: Annotated[Principal, Depends(require("operator"))]) -> str:
    return "ok"


@router.get("/v1/broken")
async def broken(_: CurrentPrincipal) -> str:
    raise RuntimeError("canary-of-an-inner-error")


@router.post("/v1/files", max_body_size=10_000_000)
async def upload(_: CurrentPrincipal, file: Annotated[UploadFile, File()]) -> int:
    return len(await file.read())


@router.get("/r/{token}")
@public
async def page(token: str) -> str:
    return token


@router.get("/slow")
@public
async def slow(request: Request) -> str:
    request.app.state.slow_begun = True
    await asyncio.sleep(1)
    return "slow"


@router.get("/slow/begun")
@public
async def slow_begun(request: Request) -> bool:
    return getattr(request.app.state, "slow_begun", False)


def _handler() -> BatchHandler:
    async def note_seen(session: WriteSession, batch: Sequence[Received]) -> None:
        driver = await session.driver()
        for event in (one.event for one in batch if one.event.type == "territory.declared.v1"):
            with caused_by(event):
                chain = trace.current()
                causation_id = chain.causation_id if chain else None
            await driver.execute(_SEEN, event.subject, event.correlation_id, causation_id)

    return note_seen


def _tasks(resources: Resources) -> list[Task]:
    tasks = [consumer_task(resources.consumer("toy", ["territory"], _handler()))]
    if "TOY_DIES" in os.environ:
        tasks.append(Task("dying", _die))
    return tasks


async def _die(_stop: asyncio.Event) -> None:
    raise ValueError("out of luck")


SERVICE = Service(
    name="toy",
    settings=ServiceSettings,
    migrations=Path(__file__).parent / "toy_migrations",
    routers=lambda _resources: (router,),
    tasks=_tasks,
    access=Access(writes=("territory",), reads=("territory",), groups=("toy",)),
)

if __name__ == "__main__":
    main(SERVICE)
