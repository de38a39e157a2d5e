"""Read CSV files of public bodies, plain or zipped, and describe their faults."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

import typer

from boucle.platform.errors import Fault, Faulty

_ARCHIVE: Final = b"PK\x03\x04"
"""How a ZIP file begins; cut, it lacks its end."""


@contextmanager
def csv_rows(file: Path) -> Iterator[Iterator[Sequence[str]]]:
    """Yield the rows, header first, with only a buffer of the file in memory. Raises BadParameter,
    also while rows are read: not a CSV or ZIP file, or truncated."""
    try:
        with _opened(file) as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text:
            yield csv.reader(_whole(text))
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        why = "the archive is cut or damaged: send it again"
        raise typer.BadParameter(f"{file}: cannot be read to its end: {why}") from error
    except (csv.Error, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{file}: cannot be read to its end: {error}") from error


def _whole(text: Iterable[str]) -> Iterator[str]:
    """Yield the lines. Raises Error where the last one has no end: its last cell may be cut."""
    right = "expected the whole file, a line end after its last row"
    for number, line in enumerate(text, start=1):
        if not line.endswith(("\n", "\r")):
            raise csv.Error(f"line {number} ends in the middle of a row; {right}")
        yield line


@contextmanager
def _opened(file: Path) -> Iterator[IO[bytes]]:
    if file.suffix.lower() == ".parquet":
        raise typer.BadParameter(f"{file}: Parquet is not read; take the CSV or ZIP file")
    try:
        if not zipfile.is_zipfile(file):
            with file.open("rb") as raw:
                if raw.peek(4).startswith(_ARCHIVE):
                    raise zipfile.BadZipFile
                yield raw
            return
        with zipfile.ZipFile(file) as archive:
            inside = [name for name in archive.namelist() if name.lower().endswith(".csv")]
            if len(inside) != 1:
                raise typer.BadParameter(f"{file}: holds {len(inside)} CSV files, expected one")
            with archive.open(inside[0]) as raw:
                yield raw
    except OSError as error:
        raise typer.BadParameter(f"{file}: {error.strerror or error}") from error


@contextmanager
def imported_whole(*files: Path) -> Iterator[None]:
    """Print the faults that are raised within. Exit status 1 then: nothing was imported."""
    try:
        yield
    except Faulty as faulty:
        for fault in faulty.faults:
            typer.echo(sentence_of(fault), err=True)
        typer.echo(f"{', '.join(map(str, files))}: nothing was imported", err=True)
        raise typer.Exit(1) from faulty


def sentence_of(fault: Fault) -> str:
    """Write ``siret '123' is not a SIRET; expected 14 digits``."""
    value = "" if fault.value is None else f" {fault.value!r}"
    return f"{fault.field}{value} {fault.message}; expected {fault.expected}"
