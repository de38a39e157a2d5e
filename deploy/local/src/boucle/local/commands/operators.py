"""Let a person sign in as operator: `boucle operator`."""

import subprocess
from typing import Annotated

import typer

from boucle.local.errors import LocalError
from boucle.local.home import state_home
from boucle.local.start import service_command
from boucle.local.system import System


def operator(
    address: Annotated[str, typer.Argument(help="The person's mail address.")],
    name: Annotated[str, typer.Argument(help="The person's name.")],
    lost_passkey: Annotated[
        bool, typer.Option(help="Remove the person's passkeys: it makes another one.")
    ] = False,
) -> None:
    """Let a person sign in as operator; a mail says how."""
    home = state_home()
    if not home.exists():
        raise LocalError(f"Boucle was never started here (no {home}): run `boucle up`")
    lost = ["--lost-passkey"] if lost_passkey else []
    typed = {"BOUCLE_TYPED": "boucle operator"}
    command = service_command(
        System(home), "registry", "invite-operator", address, name, *lost, more=typed
    )
    done = subprocess.run(list(command.argv), env=dict(command.env), check=False)
    raise typer.Exit(done.returncode)
