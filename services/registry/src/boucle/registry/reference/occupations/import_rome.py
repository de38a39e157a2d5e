"""Run ``import-rome``: read the occupations of ROME and their titles from France Travail's CSV
files."""

from pathlib import Path
from typing import Annotated, Final

import typer

from boucle.catalogue.sharing import sharing_catalogue
from boucle.platform.process.service import Resources
from boucle.registry.reference.files import csv_rows, imported_whole
from boucle.registry.reference.occupations.rome import read_rome, version_of
from boucle.registry.reference.occupations.store import replace_occupations
from boucle.registry.settings import RegistrySettings

_NAMED: Final = 5

CodesArgument = Annotated[
    Path, typer.Argument(help="The CSV file of codes (code_rome, libelle_rome), or a ZIP of it.")
]
TitlesArgument = Annotated[
    Path, typer.Argument(help="The CSV file of job titles (appellations), or a ZIP of it.")
]
VersionOption = Annotated[
    str | None, typer.Option("--version", help="As 4.60, if the file's name does not say it.")
]


async def import_rome(
    resources: Resources[RegistrySettings], codes: Path, titles: Path, version: str | None
) -> None:
    """Replace the occupations and print how many. Exit status 1: nothing was imported, and why."""
    with imported_whole(codes, titles):
        named = version_of(codes.name, version)
        with csv_rows(codes) as code_rows, csv_rows(titles) as title_rows:
            rome = read_rome(named, code_rows, title_rows)
        async with resources.database.write() as session:
            await replace_occupations(session, rome)
    families = len({each.parent for each in rome.occupations})
    typer.echo(
        f"ROME {rome.version}: {len(rome.occupations)} occupations of {families} families, "
        f"{len(rome.titles)} titles imported"
    )
    known = sharing_catalogue().occupations
    new = [each.code for each in rome.occupations if known.parent(each.code) is None]
    if new:
        typer.echo(
            f"{len(new)} of them ({', '.join(new[:_NAMED])}…) are not in ROME {known.version}, by "
            "whose families posts are found: each stands for itself"
        )
