"""Run ``import-communes``: read the EPCI of each commune from a CSV file or a ZIP of it."""

from pathlib import Path
from typing import Annotated

import typer

from boucle.platform.process.service import Resources
from boucle.registry.reference.communes import use_cases
from boucle.registry.reference.files import csv_rows, imported_whole
from boucle.registry.settings import RegistrySettings

CommuneFileArgument = Annotated[
    Path, typer.Argument(help="A CSV file of communes, or a ZIP file with it inside.")
]


async def import_communes(resources: Resources[RegistrySettings], file: Path) -> None:
    """Replace the communes and print how many. Exit status 1: nothing was imported, and why."""
    with imported_whole(file), csv_rows(file) as rows:
        done = await use_cases.import_communes(resources.database, rows)
    typer.echo(
        f"{done.communes} communes of {done.epcis} EPCIs imported, "
        f"{done.merged} codes of communes merged away"
    )
