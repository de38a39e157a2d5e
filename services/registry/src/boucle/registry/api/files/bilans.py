"""``/v1/imports``: a *bilan entrées-sorties* as CSV or XLSX; good rows pass, bad rows come back."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from fastapi import Depends, Request, Response

from boucle.catalogue import Catalogue
from boucle.platform.db import WriteSession
from boucle.platform.http import GuardedRouter, Once
from boucle.platform.http.languages import french_first, labelled
from boucle.platform.identity import Principal
from boucle.registry.api.declarations.suggestions import suggested
from boucle.registry.api.dependencies import Party, Registry, TheRegistry, create_once
from boucle.registry.api.files.bilan_rows import Checked, checked_rows, error_of, row_warnings
from boucle.registry.api.files.files import (
    CSV,
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
from boucle.registry.api.schemas.sources.sources import ImportOut, RowToClassifyOut
from boucle.registry.declarations.writing import Writing
from boucle.registry.domain.codes import nace_of
from boucle.registry.domain.entities import FlowDraft
from boucle.registry.files.columns import Layout, RowFault
from boucle.registry.files.layout import layout_of
from boucle.registry.files.reading import read_table
from boucle.registry.files.table import NotABilan, Notice, Table
from boucle.registry.files.use_cases import Placed, placed_rows, readable_bilan, write_rows
from boucle.registry.tables import BilanRow

router = GuardedRouter(tags=["imports"], dependencies=[Depends(french_first)])


@dataclass(frozen=True, slots=True)
class _Reading:
    """A file, read and checked row by row; nothing written yet."""

    table: Table
    layout: Layout
    checked: Checked


@router.post(
    "/v1/imports",
    status_code=201,
    response_model=ImportOut,
    max_body_size=MAX_BODY,
    openapi_extra=FILE_BODY,
)
async def import_bilan(
    request: Request,
    principal: Party,
    registry: TheRegistry,
    once: Once,
    site: SiteOfRows = "",
    sheet: Sheet = "",
) -> Response:
    """Declare flows from a file. The same file sent again changes nothing more."""
    file = await sent_file(request)
    # In a thread: ten thousand rows must not make everybody else wait.
    reading = await asyncio.to_thread(_read, file, registry, site, sheet)

    async def work(session: WriteSession) -> ImportOut:
        return await _write(session, reading, principal, registry)

    return labelled(await create_once(registry, once, work))


@router.get("/v1/imports/{import_id}")
async def get_import(import_id: UUID, principal: Party, registry: TheRegistry) -> ImportOut:
    """What came of an import."""
    async with registry.database.read() as session:
        return import_out(await readable_bilan(session, import_id, principal))


@router.get(
    "/v1/imports/{import_id}/rejects.csv",
    response_class=Response,
    responses={200: {"content": {CSV: {}}}},
)
async def get_rejects(import_id: UUID, principal: Party, registry: TheRegistry) -> Response:
    """The refused rows as they came, each with its line and what is wrong, to mend and send."""
    async with registry.database.read() as session:
        bilan = await readable_bilan(session, import_id, principal)
    headers = {"Content-Disposition": 'attachment; filename="rejects.csv"'}
    return Response(bilan.rejects, media_type=f"{CSV}; charset=utf-8", headers=headers)


def _read(file: SentFile, registry: Registry, site: str, sheet: str) -> _Reading:
    try:
        file.check_name()
        table = read_table(file.content, sheet=sheet, is_workbook=file.is_workbook)
        layout = layout_of(table)
    except NotABilan as cause:
        raise file_problem(cause) from cause
    return _Reading(table, layout, checked_rows(table, layout, registry.catalogue, site))


async def _write(
    session: WriteSession, reading: _Reading, principal: Principal, registry: Registry
) -> ImportOut:
    """Rows, and what came of them, in one transaction."""
    now = registry.clock()
    checked = reading.checked
    placed = await placed_rows(
        session, principal, checked.good, reading.layout.header_of(("site",))
    )
    writing = Writing(principal, now, registry.catalogue.version, registry.persons)
    ids = [registry.new_id() for _ in placed.rows]
    outcomes = await write_rows(session, placed, writing, ids)
    faults = sorted([*checked.faults, *placed.faults], key=lambda fault: fault.line)
    bilan = BilanRow(
        id=registry.new_id(),
        client_id=principal.client_id,
        counts=_counts(reading, faults, outcomes),
        errors=[
            *(dict(error_of(fault, reading.table)) for fault in faults[:ERRORS_SHOWN]),
            *({"line": each.line, "message": each.message} for each in _notices(reading)),
        ],
        to_classify=_to_classify(placed, registry.catalogue),
        # In a thread: what is read in many texts must not make everybody else wait.
        warnings=await asyncio.to_thread(_warnings, reading, placed, registry.catalogue),
        rejects=rejects_of(reading.table, faults),
        created_at=now,
    )
    await session.add(bilan)
    return import_out(bilan)


def _to_classify(placed: Placed[FlowDraft], catalogue: Catalogue) -> list[dict[str, Any]]:
    open_rows = [(row, site) for row, site in placed.rows if row.draft.family is None]
    return [
        RowToClassifyOut(
            line=row.line,
            text=row.draft.text,
            low=row.draft.low,
            suggestions=suggested(row.draft, nace_of(site.naf, catalogue), catalogue),
        ).model_dump()
        for row, site in open_rows[:ERRORS_SHOWN]
    ]


def _warnings(
    reading: _Reading, placed: Placed[FlowDraft], catalogue: Catalogue
) -> list[dict[str, Any]]:
    found = row_warnings(reading.table, reading.layout, placed.rows, catalogue)
    return [dict(error_of(each, reading.table)) for each in islice(found, ERRORS_SHOWN)]


def _counts(reading: _Reading, faults: list[RowFault], outcomes: Counter[str]) -> dict[str, int]:
    return {
        "rows": len(reading.table.rows),
        "rejected": len({fault.line for fault in faults}),
        "unclassified": reading.checked.unclassified,
        **{name: outcomes[name] for name in ("created", "revised", "unchanged")},
    }


def _notices(reading: _Reading) -> list[Notice]:
    notices = list(reading.table.notices[:ERRORS_SHOWN])
    if reading.layout.ignored:
        notices.insert(0, ignored_columns(reading.layout.ignored))
    return notices
