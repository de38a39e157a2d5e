"""`boucle import`: files of public bodies, read into registry."""

import subprocess
from pathlib import Path
from typing import Annotated

import typer

from boucle.local.errors import LocalError
from boucle.local.home import state_home
from boucle.local.start import service_command
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


def _read_by_registry(name: str, file: Path) -> None:
    home = state_home()
    if not home.exists():
        raise LocalError(f"Boucle was never started here (no {home}): run `boucle up`")
    command = service_command(System(home), "registry", name, str(file.absolute()))
    done = subprocess.run(list(command.argv), env=dict(command.env), check=False)
    raise typer.Exit(done.returncode)
