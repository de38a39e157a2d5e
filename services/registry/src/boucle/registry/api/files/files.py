"""A file in a request: CSV or XLSX, as the body itself or as a part of a form."""

from pathlib import PurePath
from typing import Annotated, Any, Final, NamedTuple

from fastapi import Query, Request
from starlette.datastructures import UploadFile

from boucle.platform.errors import Fault, invalid_field
from boucle.platform.http import Problem
from boucle.platform.translating import tr
from boucle.registry.files.table import FILES, MAX_BYTES, UnreadableFile

CSV: Final = "text/csv"
_MULTIPART: Final = "multipart/form-data"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TEXT_NAMES: Final = ("", ".csv", ".txt", ".tsv")
_WORKBOOK_NAMES: Final = (".xlsx", ".xlsm")
FILE_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            CSV: {"schema": {"type": "string"}},
            _XLSX: {"schema": {"type": "string", "format": "binary"}},
            _MULTIPART: {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            },
        },
    }
}
"""For ``openapi_extra`` of the route."""
MAX_BODY: Final = MAX_BYTES + 100_000
"""Bytes of a file, with the parts' own headers."""
SiteOfRows = Annotated[str, Query(max_length=200, description="The site of rows that name none.")]
Sheet = Annotated[
    str,
    Query(
        max_length=100,
        description="The sheet of a workbook to read; else the first that has the header.",
    ),
]


class SentFile(NamedTuple):
    """``is_workbook``: its name or its media type says so."""

    name: str
    content: bytes
    is_workbook: bool

    def check_name(self) -> None:
        """Raises UnreadableFile."""
        if PurePath(self.name).suffix.lower() not in (*_TEXT_NAMES, *_WORKBOOK_NAMES):
            message = "has neither a CSV file's name nor an XLSX workbook's"
            raise UnreadableFile("media", self.name, message, FILES)


async def sent_file(request: Request) -> SentFile:
    """Raises Problem (415) and Invalid."""
    content_type = _media_type(request.headers.get("content-type", ""))
    if content_type in (CSV, _XLSX):
        return SentFile("", await request.body(), content_type == _XLSX)
    if content_type != _MULTIPART:
        message = "is neither a CSV file's nor an XLSX workbook's"
        raise _unsupported("header.content-type", content_type or None, message)
    async with request.form(max_files=1, max_fields=5) as form:
        sent = form.get("file")
        if not isinstance(sent, UploadFile):
            expected = "a part named file, a CSV file or an XLSX workbook"
            raise invalid_field("body.file", None, "is missing", expected)
        name = sent.filename or ""
        is_workbook = PurePath(name).suffix.lower() in _WORKBOOK_NAMES
        is_workbook = is_workbook or _media_type(sent.content_type or "") == _XLSX
        return SentFile(name, await sent.read(), is_workbook)


def _media_type(header: str) -> str:
    return header.partition(";")[0].strip().lower()


def _unsupported(field: str, value: object, message: str) -> Problem:
    return Problem(
        415,
        "unsupported-media-type",
        "The body is of another kind",
        tr("{field} is neither a CSV file's nor an XLSX workbook's", field=field),
        errors=[
            Fault(
                field,
                value,
                message,
                tr(
                    "{media}, or {multipart} with a part file",
                    media=f"{CSV}, {_XLSX}",
                    multipart=_MULTIPART,
                ),
            )
        ],
    )


def file_problem(cause: UnreadableFile) -> Problem:
    """What is answered where a file cannot be read."""
    field = "query.sheet" if cause.kind == "sheet" else "body.file"
    error = cause.of(field, cause.value)
    match cause.kind:
        case "media":
            return Problem(
                415,
                "unsupported-media-type",
                "The file is not what it should be",
                cause.message,
                errors=[error],
            )
        case "size":
            return Problem(413, "too-large", "The file is too large", cause.message, errors=[error])
        case _:
            return Problem(
                422, "invalid-request", "The file is not valid", cause.message, errors=[error]
            )
