"""``/v1/territories/{siren}/offers``: carriers, depots, plants that an animator read somewhere."""

import asyncio
from typing import Annotated

from fastapi import Depends, Path, Request, Response

from boucle.platform.db import WriteSession
from boucle.platform.errors import DomainError, Faulty, not_found
from boucle.platform.http import GuardedRouter, Siren
from boucle.platform.http.languages import french_first, labelled
from boucle.platform.idempotency import Once
from boucle.platform.identity import Principal
from boucle.registry.api.declarations.shapes import SHARING
from boucle.registry.api.dependencies import Registry, Staff, TheRegistry, create_once
from boucle.registry.api.files.files import FILE_BODY, MAX_BODY, SentFile, Sheet, sent_file
from boucle.registry.api.files.import_answers import import_made, import_out
from boucle.registry.api.files.imports import Author, ReadFile, import_row, read_sent
from boucle.registry.api.files.offer_rows import checked_offers, offer_columns
from boucle.registry.api.files.rows import Row
from boucle.registry.api.files.sharing_imports import SHARINGS_IN_FILES
from boucle.registry.api.schemas.sources.sources import ImportOut
from boucle.registry.declarations.tools.offers import write_offers
from boucle.registry.declarations.writing import Writing
from boucle.registry.files.layout import RowFault
from boucle.registry.territories.store import kind_of

router = GuardedRouter(tags=["imports"], dependencies=[Depends(french_first)])

InPath = Annotated[Siren, Path(description="The territory's SIREN.")]


@router.post(
    "/v1/territories/{siren}/offers",
    status_code=201,
    response_model=ImportOut,
    max_body_size=MAX_BODY,
    openapi_extra=FILE_BODY,
)
async def import_offers(
    request: Request,
    siren: InPath,
    principal: Staff,
    registry: TheRegistry,
    once: Once,
    sheet: Sheet = "",
) -> Response:
    """Declare offers of others from a file, each with the source where it was read: organisation,
    site and offer come to be under the territory's own source. The same file sent again changes
    nothing more."""
    if principal.role == "animator" and siren not in principal.territories:
        raise not_found("territory", siren)
    file = await sent_file(request)
    read = await asyncio.to_thread(_read, file, registry, siren, sheet)

    async def work(session: WriteSession) -> ImportOut:
        if await kind_of(session, siren) is None:
            raise not_found("territory", siren)
        return await _write(session, siren, read, principal, registry)

    return labelled(await create_once(registry, once, work, import_made))


def _read(file: SentFile, registry: Registry, territory: str, sheet: str) -> ReadFile:
    table, layout = read_sent(file, offer_columns(), sheet)
    checked = checked_offers(table, layout, territory, registry.catalogue, registry.served_area)
    return ReadFile(table, layout, checked)


async def _write(
    session: WriteSession,
    territory: str,
    read: ReadFile,
    principal: Principal,
    registry: Registry,
) -> ImportOut:
    now, checked = registry.clock(), read.checked
    writing = Writing(principal, now, SHARING.version(registry.catalogue), registry.persons)
    done = await write_offers(
        session,
        territory,
        checked.good,
        writing,
        catalogue=registry.catalogue,
        new_id=registry.new_id,
        persons=registry.persons,
    )
    found = list(checked.faults)
    for row, outcome in done:
        if isinstance(outcome, DomainError):
            found += _refused(outcome, checked.rows[row.line], row.name)
    written = [(row.line, one) for row, one in done if not isinstance(one, DomainError)]
    author = Author(registry.new_id(), principal.client_id, now)
    bilan = import_row(SHARINGS_IN_FILES, read, written, found, author, registry)
    await session.add(bilan)
    return import_out(bilan)


def _refused(error: DomainError, row: Row, name: str) -> list[RowFault]:
    if isinstance(error, Faulty):
        return [row.of(fault) for fault in error.faults]
    right = "an organisation of your territory"
    return [row.fault(("reference",), name, error.detail or "", right)]
