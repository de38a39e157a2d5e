"""Define `boucle backup`, `boucle restore` and `boucle mail`."""

import subprocess
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from boucle.local.commands import backup as backups
from boucle.local.errors import LocalError
from boucle.local.home import state_home
from boucle.local.show import ShownProgress
from boucle.local.start import service_command
from boucle.local.system import System

mail = typer.Typer(no_args_is_help=True, help="Mails that wait, since a restore, to be released.")
_err = Console(stderr=True)

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The backup's folder.")]
Mails = Annotated[list[str] | None, typer.Argument(help="Their ids; all when left out.")]
Named = Annotated[list[str], typer.Argument(help="Their ids.")]


def backup(folder: Folder) -> None:
    """Write every database and the secrets to a new folder; Boucle goes on meanwhile."""
    made = backups.make(_existing(), folder)
    _err.print(f"{made.folder} holds Boucle as of {made.made_at}. It holds secrets and people's")
    _err.print("addresses: keep it where nobody else reads.")


def restore(
    folder: Folder,
    discard: Annotated[
        bool, typer.Option("--discard", help="Give up what was written since the backup.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Put Boucle back to a backup; what was written since comes back from the log."""
    from boucle.local.commands.restore import restore as put_back  # noqa: PLC0415 - imports every service

    found = backups.read(folder)
    system = System(state_home())
    if not yes:
        what = f"Replace the databases in {system.home} by those of {found.made_at}?"
        typer.confirm(what, abort=True, err=True)
    with ShownProgress(_err, "restoring") as progress:
        lines = put_back(system, found, progress, discard=discard)
    report = system.home / "restored.txt"
    report.write_text("".join(f"{line}\n" for line in lines))
    for line in lines:
        print(line)
    _err.print(f"Restored; this list is kept in {report}. Next: boucle up, then boucle mail kept.")


@mail.command()
def kept() -> None:
    """List them."""
    _run("mail-kept")


@mail.command()
def release(mails: Mails = None) -> None:
    """Let them leave: for all that you know, they did not."""
    _run("mail-release", *(mails or ()))


@mail.command()
def withdraw(mails: Named) -> None:
    """Give them up: you know that they left."""
    _run("mail-withdraw", *mails)


def _run(*arguments: str) -> None:
    command = service_command(_existing(), "notifications", *arguments)
    done = subprocess.run(list(command.argv), env=dict(command.env), check=False)
    raise typer.Exit(done.returncode)


def _existing() -> System:
    home = state_home()
    if not home.exists():
        raise LocalError(f"Boucle was never started here (no {home}): run `boucle up`")
    return System(home)
