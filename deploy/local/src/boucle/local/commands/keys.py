"""Show and renew keys: `boucle keys` has those that sign tokens, encrypt those, and seal links."""

import subprocess
from typing import Annotated

import typer
from rich.console import Console

from boucle.local import start
from boucle.local.errors import LocalError
from boucle.local.home import state_home
from boucle.local.secret_files import add_version
from boucle.local.services import ENCRYPTION_KEY, LINK_KEY
from boucle.local.show import ShownProgress
from boucle.local.system import System

keys = typer.Typer(no_args_is_help=True, help="Keys of tokens and links, and new ones of each.")
_err = Console(stderr=True)

READ_BY = {"encryption": ("registry", ENCRYPTION_KEY), "link": ("notifications", LINK_KEY)}
"""The service that reads each key, and its file."""


@keys.command("list")
def list_() -> None:
    """List the keys that sign tokens."""
    raise typer.Exit(_run("registry", "signing-keys"))


@keys.command()
def sign(
    at_once: Annotated[
        bool,
        typer.Option("--at-once", help="Forget the others: one was stolen, or cannot be read."),
    ] = False,
) -> None:
    """Make a new key for tokens; it signs within a minute, nothing is started again."""
    raise typer.Exit(_run("registry", "new-signing-key", *(["--at-once"] if at_once else [])))


@keys.command()
def rotate(key: Annotated[str, typer.Argument(help=" or ".join(READ_BY))]) -> None:
    """Put a new key before the older ones, which stay good, and start what reads it again."""
    if key not in READ_BY:
        unknown = f"no key {key!r}; the keys are: {', '.join(READ_BY)}"
        raise typer.BadParameter(unknown, param_hint="KEY")
    service, file = READ_BY[key]
    system = _existing()
    parts = [name for name in system.service_parts() if name.startswith(f"{service}-")]
    if not any(system.process(name).find() for name in parts):
        raise LocalError(f"{service} does not run: start Boucle with `boucle up`, then rotate")
    add_version(system.secrets / file)
    for name in parts:
        system.process(name).stop()
    with ShownProgress(_err, "starting") as progress:
        start.up(system, progress)
    _err.print(f"{system.secrets / file}: a new key, before the older ones", soft_wrap=True)
    raise typer.Exit(_run(service, "reseal-webhooks") if key == "link" else 0)


def _run(service: str, *arguments: str) -> int:
    command = start.service_command(_existing(), service, *arguments)
    return subprocess.run(list(command.argv), env=dict(command.env), check=False).returncode


def _existing() -> System:
    home = state_home()
    if not home.exists():
        raise LocalError(f"Boucle was never started here (no {home}): run `boucle up`")
    return System(home)
