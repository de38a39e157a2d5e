"""`boucle matching`: what is asked of matching's own command line, with this system's settings."""

import subprocess
from typing import Annotated

import typer

from boucle.local.errors import LocalError
from boucle.local.home import state_home
from boucle.local.start import service_command
from boucle.local.system import System

matching = typer.Typer(no_args_is_help=True, help="Matching: are its lists what they should be?")


@matching.callback()
def _commands() -> None:
    """Keeps the name of a lone command."""


@matching.command()
def audit(
    wait: Annotated[
        float, typer.Option("--wait", min=0, help="Seconds to wait until the lists are at rest.")
    ] = 30.0,
) -> None:
    """Compare all lists and pairs with a full recompute: exit 0 equal, 1 different, 2 not done."""
    home = state_home()
    if not home.exists():
        raise LocalError(f"Boucle was never started here (no {home}): run `boucle up`")
    command = service_command(System(home), "matching", "audit", "--wait", str(wait))
    done = subprocess.run(list(command.argv), env=dict(command.env), check=False)
    raise typer.Exit(done.returncode)
