"""``import-sirene``: INSEE's stock of establishments, read from its CSV or ZIP file."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated

import typer

from boucle.catalogue import load_catalogue
from boucle.common.process import Resources
from boucle.registry.faults import Faulty
from boucle.registry.prospects.use_cases import Report, import_stock

FileArgument = Annotated[
    Path, typer.Argument(help="StockEtablissement_utf8.zip, or the CSV file inside it.")
]


async def import_sirene(resources: Resources, file: Path) -> None:
    """Keep the establishments that flows want nearby; say what came of each row."""
    try:
        with _rows(file) as rows:
            report = await import_stock(
                resources.database, rows, load_catalogue(), resources.clock()
            )
    except (csv.Error, UnicodeDecodeError, zipfile.BadZipFile, EOFError) as error:
        raise typer.BadParameter(f"{file}: cannot be read to its end: {error}") from error
    except Faulty as faulty:
        fault = faulty.faults[0]
        raise typer.BadParameter(
            f"{file}: {fault.message} ({fault.value}); expected {fault.expected}"
        ) from faulty
    typer.echo(_summary(report))


@contextmanager
def _rows(file: Path) -> Iterator[Iterator[Sequence[str]]]:
    """The rows, header first, never more than a buffer of the file in memory."""
    with _opened(file) as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text:
        yield csv.reader(text)


@contextmanager
def _opened(file: Path) -> Iterator[IO[bytes]]:
    if file.suffix.lower() == ".parquet":
        raise typer.BadParameter(f"{file}: Parquet is not read; take INSEE's CSV or ZIP file")
    try:
        if not zipfile.is_zipfile(file):
            with file.open("rb") as raw:
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


def _summary(report: Report) -> str:
    passed = ", ".join(f"{count} {_PASSED[why]}" for why, count in sorted(report.passed.items()))
    lines = [
        f"{report.rows} rows: {report.kept} prospects kept, {report.wrong} wrong"
        + (f"; passed over: {passed}" if passed else ""),
        f"{report.dropped} prospects of an earlier file dropped",
    ]
    lines += [
        f"line {line}: {fault.field} {fault.value!r} {fault.message}; expected {fault.expected}"
        for line, fault in report.errors
    ]
    return "\n".join(lines)


_PASSED = {
    "closed": "closed",
    "not_diffusible": "not diffusible",
    "other_nomenclature": "of another nomenclature than NAF rév. 2",
    "other_activity": "of no wanted activity",
    "unplaced": "without a place in metropolitan France",
    "far": "far from every flow that wants them",
}
