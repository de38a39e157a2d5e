"""Import files of public bodies into registry: `boucle import`."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from boucle.local.errors import LocalError
from boucle.local.home import state_home
from boucle.local.start import environment, service_command
from boucle.local.system import System

imports = typer.Typer(no_args_is_help=True, help="Read a file of a public body.")


@imports.command()
def sirene(
    file: Annotated[Path, typer.Argument(help="INSEE's StockEtablissement_utf8.zip, or its CSV.")],
) -> None:
    """Find who else could serve the flows: establishments of wanted activities near them."""
    _read_by_registry("import-sirene", file)


@imports.command()
def communes(
    file: Annotated[Path, typer.Argument(help="A CSV file of communes, or a ZIP of it.")],
) -> None:
    """Know which commune is in which EPCI: a site's territory then follows from its commune."""
    _read_by_registry("import-communes", file)


@imports.command()
def outlines(
    file: Annotated[
        Path, typer.Argument(help="A GeoJSON file of communes or EPCIs, with code and nom.")
    ],
    source: Annotated[
        str | None, typer.Option(help="Whom the map names, if the file does not say it.")
    ] = None,
) -> None:
    """Draw the portal's map on the outlines of communes and EPCIs."""
    _read_by_registry("import-outlines", file, source=source)


@imports.command()
def rome(
    codes: Annotated[Path, typer.Argument(help="France Travail's CSV file of codes.")],
    titles: Annotated[Path, typer.Argument(help="Its CSV file of job titles (appellations).")],
    version: Annotated[
        str | None, typer.Option(help="As 4.60, if the file's name does not say it.")
    ] = None,
) -> None:
    """Know the occupations by which sites share workforce, and their titles."""
    _read_by_registry("import-rome", codes, titles, version=version)


def import_files_of_the_demo(system: System) -> None:
    """Import a made-up register in place of INSEE's, so that a company unknown to the reader hides
    in a crowd, and the communes of the demo's territories. Raise LocalError."""
    with TemporaryDirectory() as folder:
        files = {
            "import-sirene": Path(folder) / "StockEtablissement_utf8.csv",
            "import-communes": Path(folder) / "communes.csv",
            "import-outlines": Path(folder) / "outlines.geojson",
        }
        made = [sys.executable, "-m", "boucle.demo.public_register", *map(str, files.values())]
        subprocess.run(made, env=environment({}), check=True)
        for name, file in files.items():
            command = service_command(system, "registry", name, str(file))
            done = subprocess.run(
                [*command.argv], env={**command.env}, capture_output=True, text=True, check=False
            )
            if done.returncode:
                raise LocalError(f"the demo's {file.name} failed: {done.stderr.strip()[-500:]}")


def _read_by_registry(name: str, *files: Path, **options: str | None) -> None:
    home = state_home()
    if not home.exists():
        raise LocalError(f"Boucle was never started here (no {home}): run `boucle up`")
    typed_options = [part for key, one in options.items() if one for part in (f"--{key}", one)]
    paths = [str(file.absolute()) for file in files]
    typed = {"BOUCLE_TYPED": f"boucle {name.replace('-', ' ')}"}
    command = service_command(System(home), "registry", name, *paths, *typed_options, more=typed)
    done = subprocess.run(list(command.argv), env=dict(command.env), check=False)
    raise typer.Exit(done.returncode)
