"""What the API answers of what was entered and imported, as far as pages show it."""

from typing import Any

import msgspec


class RefusedCell(msgspec.Struct, frozen=True):
    """``cell``: of a workbook, ``C12``."""

    line: int
    column: str
    message: str
    expected: str
    value: Any = None
    cell: str | None = None


class FileNotice(msgspec.Struct, frozen=True):
    message: str
    line: int | None = None


class UnknownRow(msgspec.Struct, frozen=True):
    """A row taken, of which nobody knows yet what it is."""

    line: int
    text: str | None = None
    low: str | None = None


class ImportedFile(msgspec.Struct, frozen=True):
    import_id: str
    rows: int
    created: int
    revised: int
    unchanged: int
    rejected: int
    errors: tuple[RefusedCell, ...] = ()
    notices: tuple[FileNotice, ...] = ()
    to_classify: tuple[UnknownRow, ...] = ()
    warnings: tuple[RefusedCell, ...] = ()
