"""Run ``import-sirene``: read INSEE's stock of establishments from its CSV or ZIP file."""

from pathlib import Path
from typing import Annotated

import typer

from boucle.catalogue import load_catalogue
from boucle.platform.errors import Faulty
from boucle.platform.process.service import Resources
from boucle.registry.outlets.prospects.use_cases import ImportReport, import_stock
from boucle.registry.reference.files import csv_rows, sentence_of
from boucle.registry.settings import RegistrySettings

FileArgument = Annotated[
    Path, typer.Argument(help="StockEtablissement_utf8.zip, or the CSV file inside it.")
]


async def import_sirene(resources: Resources[RegistrySettings], file: Path) -> None:
    """Store the establishments that flows want nearby, publish the companies of each cell, and
    report every row."""
    try:
        with csv_rows(file) as rows:
            report = await import_stock(
                resources.database, rows, load_catalogue(), resources.clock()
            )
    except Faulty as faulty:
        fault = faulty.faults[0]
        raise typer.BadParameter(
            f"{file}: {fault.message} ({fault.value}); expected {fault.expected}"
        ) from faulty
    typer.echo(_summary(report))


def _summary(report: ImportReport) -> str:
    passed = ", ".join(f"{count} {_PASSED[why]}" for why, count in sorted(report.passed.items()))
    lines = [
        f"{report.rows} rows: {report.kept} prospects kept, {report.wrong} wrong"
        + (f"; passed over: {passed}" if passed else ""),
        f"{report.dropped} prospects of an earlier file dropped",
        f"{report.cells} cells of places hold other companies than before",
    ]
    lines += [f"line {line}: {sentence_of(fault)}" for line, fault in report.errors]
    return "\n".join(lines)


_PASSED = {
    "closed": "closed",
    "not_diffusible": "not diffusible",
    "other_nomenclature": "of another nomenclature than NAF rév. 2",
    "other_activity": "of no wanted activity",
    "unplaced": "without a place in metropolitan France",
    "far": "far from every flow that wants them",
}
