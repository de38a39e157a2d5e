"""A file of rows: read and checked as JSON bodies are, written at once, answered row by row."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Generic
from uuid import UUID

from fastapi import Request, Response

from boucle.catalogue import Catalogue
from boucle.platform.db import WriteSession
from boucle.platform.errors import Faulty
from boucle.platform.http.languages import labelled
from boucle.platform.idempotency import Once
from boucle.platform.identity import Principal
from boucle.registry.api.declarations.shapes import Shape
from boucle.registry.api.dependencies import Registry, create_once
from boucle.registry.api.files.files import SentFile, file_problem, sent_file
from boucle.registry.api.files.import_answers import (
    ERRORS_SHOWN,
    ignored_columns,
    import_made,
    import_out,
    notice_of,
    rejects_of,
)
from boucle.registry.api.files.rows import Checked, Row, error_of
from boucle.registry.api.schemas.sources.sources import ImportOut
from boucle.registry.declarations.at_site.declared import T
from boucle.registry.declarations.writing import Writing, Written
from boucle.registry.files.layout import Columns, Layout, RowFault, layout_of
from boucle.registry.files.reading import read_table
from boucle.registry.files.table import FileTable, UnreadableFile
from boucle.registry.files.use_cases import placed_rows, write_rows
from boucle.registry.tables import BilanRow


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file, read and checked row by row, not yet written. ``site``: of rows that name none."""

    table: FileTable
    layout: Layout
    checked: Checked[Any]
    site: str = ""


Lines = Sequence[tuple[int, Written[T]]]


@dataclass(frozen=True, slots=True)
class FileKind(Generic[T]):
    """How files of a kind are read. ``check``: their rows, those that name no site being of the one
    given. ``doubts``: what a PUT of the same would warn of. ``to_classify``: rows whose family
    nobody could tell, with suggestions."""

    shape: Shape[T]
    columns: Callable[[], Columns]
    check: Callable[[FileTable, Layout, Catalogue, str], Checked[Any]]
    doubts: Callable[[Written[T], Row, Registry, datetime], Iterator[RowFault]]
    to_classify: Callable[[Lines[T], Registry], list[dict[str, Any]]] = lambda _lines, _registry: []


@dataclass(frozen=True, slots=True)
class Author:
    """Of an import: its id, whose it is, and when."""

    id: UUID
    client_id: str
    now: datetime


def read_sent(file: SentFile, columns: Columns, sheet: str) -> tuple[FileTable, Layout]:
    """Raises Problem where it cannot be read."""
    try:
        file.check_name()
        table = read_table(file.content, columns, sheet=sheet, is_workbook=file.is_workbook)
        return table, layout_of(table, columns)
    except UnreadableFile as cause:
        raise file_problem(cause) from cause


async def imported(
    kind: FileKind[T],
    request: Request,
    principal: Principal,
    registry: Registry,
    once: Once,
    site: str,
    sheet: str,
) -> Response:
    file = await sent_file(request)

    def checked() -> ReadFile:
        table, layout = read_sent(file, kind.columns(), sheet)
        return ReadFile(table, layout, kind.check(table, layout, registry.catalogue, site), site)

    # In a thread: ten thousand rows must not make everybody else wait.
    read = await asyncio.to_thread(checked)

    async def work(session: WriteSession) -> ImportOut:
        return await _write(session, kind, read, principal, registry)

    return labelled(await create_once(registry, once, work, import_made))


async def _write(
    session: WriteSession,
    kind: FileKind[T],
    read: ReadFile,
    principal: Principal,
    registry: Registry,
) -> ImportOut:
    """Rows, and what came of them, in one transaction."""
    now, checked, shape = registry.clock(), read.checked, kind.shape
    wrong = {fault.line for fault in checked.faults}
    elsewhere = {line: checked.rows[line].texts.get("site", read.site) for line in sorted(wrong)}
    header = read.layout.header_of(("site",))
    placed = await placed_rows(session, principal, checked.good, header, elsewhere)
    writing = Writing(principal, now, shape.version(registry.catalogue), registry.persons)
    ids = [registry.new_id() for _ in placed.rows]
    outcomes = await write_rows(session, shape.kind, placed, writing, ids)
    refused = [
        checked.rows[row.line].of(fault)
        for row, outcome in outcomes
        if isinstance(outcome, Faulty)
        for fault in outcome.faults
    ]
    written = [(row.line, one) for row, one in outcomes if not isinstance(one, Faulty)]
    author = Author(registry.new_id(), principal.client_id, now)
    found = [*checked.faults, *placed.faults, *refused]

    def row() -> BilanRow:
        return import_row(kind, read, written, found, author, registry)

    # In a thread: what is read in many texts must not make everybody else wait.
    bilan = await asyncio.to_thread(row)
    await session.add(bilan)
    return import_out(bilan)


def import_row(
    kind: FileKind[T],
    read: ReadFile,
    written: Lines[T],
    found: Sequence[RowFault],
    author: Author,
    registry: Registry,
) -> BilanRow:
    """What is kept of an import. ``written``: by line; ``found``: what is wrong with the others."""
    table, faults = read.table, sorted(found, key=lambda fault: fault.line)
    notices = [*table.notices[:ERRORS_SHOWN]]
    if read.layout.ignored:
        notices.insert(0, ignored_columns(read.layout.ignored))
    doubts = (
        doubt
        for line, one in written
        for doubt in kind.doubts(one, read.checked.rows[line], registry, author.now)
    )
    return BilanRow(
        id=author.id,
        client_id=author.client_id,
        counts=_counts(kind.shape, table, written, faults),
        errors=[
            *(dict(error_of(fault, table)) for fault in faults[:ERRORS_SHOWN]),
            *(notice_of(each) for each in notices),
        ],
        to_classify=kind.to_classify(written, registry),
        warnings=[dict(error_of(each, table)) for each in islice(doubts, ERRORS_SHOWN)],
        rejects=rejects_of(table, faults),
        created_at=author.now,
    )


def _counts(
    shape: Shape[T], table: FileTable, written: Lines[T], faults: Sequence[RowFault]
) -> dict[str, int]:
    done = Counter(one.outcome for _, one in written)
    return {
        "rows": len(table.rows),
        "rejected": len({fault.line for fault in faults}),
        "unclassified": sum(not shape.is_classified(one.thing) for _, one in written),
        **{name: done[name] for name in ("created", "revised", "unchanged")},
    }
