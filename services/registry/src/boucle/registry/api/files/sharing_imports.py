"""``/v1/imports/sharings``: what sites could pool, offer or need, as CSV or XLSX."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from fastapi import Depends, Request, Response

from boucle.catalogue.sharing import sharing_catalogue
from boucle.platform.db import WriteSession
from boucle.platform.http import GuardedRouter, Once
from boucle.platform.http.languages import french_first, labelled
from boucle.platform.identity import Principal
from boucle.registry.api.dependencies import Party, Registry, TheRegistry, create_once
from boucle.registry.api.files.bilan_rows import error_of
from boucle.registry.api.files.files import (
    FILE_BODY,
    MAX_BODY,
    SentFile,
    Sheet,
    SiteOfRows,
    file_problem,
    sent_file,
)
from boucle.registry.api.files.import_answers import (
    ERRORS_SHOWN,
    ignored_columns,
    import_out,
    rejects_of,
)
from boucle.registry.api.files.sharing_columns import sharing_columns
from boucle.registry.api.files.sharing_rows import (
    CheckedSharings,
    RowColumns,
    checked_sharings,
    sharing_doubts,
)
from boucle.registry.api.schemas.sources.sources import ImportOut
from boucle.registry.declarations.sharings.sharing import Sharing, SharingDraft
from boucle.registry.declarations.writing import Writing, Written
from boucle.registry.domain.faults import Faulty
from boucle.registry.files.columns import RowFault
from boucle.registry.files.named import NamedTable, read_named
from boucle.registry.files.table import NotABilan
from boucle.registry.files.use_cases import GoodRow, placed_rows, write_sharing_rows
from boucle.registry.tables import BilanRow

router = GuardedRouter(tags=["imports"], dependencies=[Depends(french_first)])

Outcomes = Sequence[tuple[GoodRow[SharingDraft], Written[Sharing] | Faulty]]


@dataclass(frozen=True, slots=True)
class Author:
    """Of an import: its id, whose it is, and when."""

    id: UUID
    client_id: str
    now: datetime


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file, read and checked row by row; nothing written yet."""

    table: NamedTable
    checked: CheckedSharings


@router.post(
    "/v1/imports/sharings",
    status_code=201,
    response_model=ImportOut,
    max_body_size=MAX_BODY,
    openapi_extra=FILE_BODY,
)
async def import_sharings(
    request: Request,
    principal: Party,
    registry: TheRegistry,
    once: Once,
    site: SiteOfRows = "",
    sheet: Sheet = "",
) -> Response:
    """Declare sharings from a file: good rows pass, bad rows come back. The same file sent again
    changes nothing more."""
    file = await sent_file(request)
    # In a thread: thousands of rows must not make everybody else wait.
    read = await asyncio.to_thread(_read, file, registry, site, sheet)

    async def work(session: WriteSession) -> ImportOut:
        return await _write(session, read, principal, registry)

    return labelled(await create_once(registry, once, work))


def _read(file: SentFile, registry: Registry, site: str, sheet: str) -> ReadFile:
    try:
        file.check_name()
        columns = sharing_columns()
        table = read_named(file.content, columns, sheet=sheet, is_workbook=file.is_workbook)
    except NotABilan as cause:
        raise file_problem(cause) from cause
    return ReadFile(table, checked_sharings(table, registry.catalogue, site))


async def _write(
    session: WriteSession, read: ReadFile, principal: Principal, registry: Registry
) -> ImportOut:
    """Rows, and what came of them, in one transaction."""
    now, checked = registry.clock(), read.checked
    header = read.table.headers.get("site", "site")
    placed = await placed_rows(session, principal, checked.good, header)
    writing = Writing(principal, now, sharing_catalogue().version, registry.persons)
    ids = [registry.new_id() for _ in placed.rows]
    outcomes = await write_sharing_rows(session, placed, writing, ids)
    found = [*checked.faults, *placed.faults, *refused_rows(outcomes, checked)]
    written = [(row.line, one) for row, one in outcomes if not isinstance(one, Faulty)]
    author = Author(registry.new_id(), principal.client_id, now)
    bilan = import_row(read.table, checked.columns, written, found, author)
    await session.add(bilan)
    return import_out(bilan)


def refused_rows(outcomes: Outcomes, checked: CheckedSharings) -> list[RowFault]:
    return [
        checked.columns[row.line].of(fault)
        for row, outcome in outcomes
        if isinstance(outcome, Faulty)
        for fault in outcome.faults
    ]


def import_row(
    file: NamedTable,
    columns: Mapping[int, RowColumns],
    written: Sequence[tuple[int, Written[Sharing]]],
    found: Sequence[RowFault],
    author: Author,
) -> BilanRow:
    """What is kept of an import. ``written``: by line; ``found``: what is wrong with the others."""
    table, faults = file.table, sorted(found, key=lambda fault: fault.line)
    notices = list(table.notices)
    if file.ignored:
        notices.insert(0, ignored_columns(file.ignored))
    done = Counter(one.outcome for _, one in written)
    doubts = (
        doubt
        for line, one in written
        for doubt in sharing_doubts(one.thing.draft, one.site, columns[line], author.now.date())
    )
    return BilanRow(
        id=author.id,
        client_id=author.client_id,
        counts={
            "rows": len(table.rows),
            "rejected": len({fault.line for fault in faults}),
            "unclassified": sum(one.thing.draft.subject is None for _, one in written),
            **{name: done[name] for name in ("created", "revised", "unchanged")},
        },
        errors=[
            *(dict(error_of(fault, table)) for fault in faults[:ERRORS_SHOWN]),
            *({"line": each.line, "message": each.message} for each in notices[:ERRORS_SHOWN]),
        ],
        to_classify=[],
        warnings=[dict(error_of(each, table)) for each in islice(doubts, ERRORS_SHOWN)],
        rejects=rejects_of(table, faults),
        created_at=author.now,
    )
