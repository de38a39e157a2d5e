"""Check derived data: `boucle matching audit`, `boucle indicators audit`, `boucle rebuild`.

`boucle disclosures verify` checks that the register is complete.
"""

import subprocess
from typing import Annotated

import typer

from boucle.local.commands.principals import operator_token
from boucle.local.errors import LocalError
from boucle.local.home import state_home
from boucle.local.start import service_command
from boucle.local.system import System

REBUILT = ("matching", "indicators")
matching = typer.Typer(no_args_is_help=True, help="Matching: are its lists what they should be?")
indicators = typer.Typer(no_args_is_help=True, help="Indicators: are its figures as facts say?")
disclosures = typer.Typer(no_args_is_help=True, help="The register: who came to know what of whom.")
Wait = Annotated[float, typer.Option("--wait", min=0, help="Seconds to wait until it is at rest.")]


@matching.callback()
@indicators.callback()
@disclosures.callback()
def _commands() -> None:
    """Make typer keep the name of a single command."""


@matching.command("audit")
def audit_lists(wait: Wait = 30.0) -> None:
    """Compare lists with a recompute, lives with their inputs, versions with registry's: exit 0
    equal, 1 not, 2 not done."""
    raise typer.Exit(verdict("matching", "audit", "--wait", str(wait)))


@indicators.command("audit")
def audit_figures(wait: Wait = 30.0) -> None:
    """Compare all figures with what the facts say: exit 0 equal, 1 different, 2 not done."""
    raise typer.Exit(verdict("indicators", "audit", "--wait", str(wait)))


@disclosures.command("verify")
def verify_disclosures(
    append_missing: Annotated[
        bool,
        typer.Option(
            "--append-missing", help="Append what processes of before the register left out."
        ),
    ] = False,
) -> None:
    """Walk the whole register, compare it with lives: exit 0 whole and the same, 1 not, 2 not
    done."""
    appending = ["--append-missing"] if append_missing else []
    raise typer.Exit(verdict("matching", "verify-disclosures", *appending))


def rebuild(
    service: Annotated[str, typer.Argument(help=" or ".join(REBUILT))],
    wait: Annotated[
        float, typer.Option("--wait", min=0, help="Seconds to wait for the live tables.")
    ] = 60.0,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what differs, change nothing.")
    ] = False,
) -> None:
    """Derive a service's tables again from the log, next to those in use; correct and publish
    only what differs: exit 0 nothing did, 1 something did, 2 not done."""
    if service not in REBUILT:
        unknown = f"nothing of {service!r} is rebuilt; what can be: {', '.join(REBUILT)}"
        raise typer.BadParameter(unknown, param_hint="SERVICE")
    looking = ["--dry-run"] if dry_run else []
    raise typer.Exit(verdict(service, "rebuild", "--wait", str(wait), *looking))


def verdict(service: str, *arguments: str) -> int:
    """Return the exit status of a service's own command, with this system's settings."""
    home = state_home()
    if not home.exists():
        raise LocalError(f"Boucle was never started here (no {home}): run `boucle up`")
    system = System(home)
    command = service_command(system, service, *arguments, more=operator_token(system))
    return subprocess.run(list(command.argv), env=dict(command.env), check=False).returncode
