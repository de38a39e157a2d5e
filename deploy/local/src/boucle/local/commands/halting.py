"""Show and skip the events at which consumers halt: `boucle halts`, for all services."""

import subprocess
from typing import Annotated

import typer

from boucle.local.commands.principals import operator_token
from boucle.local.errors import LocalError
from boucle.local.home import state_home
from boucle.local.services import SERVICES
from boucle.local.start import service_command
from boucle.local.system import System

halts = typer.Typer(no_args_is_help=True, help="Events at which consumers halt.")

Service = Annotated[str, typer.Argument(help=", ".join(service.name for service in SERVICES))]
Place = Annotated[str, typer.Argument(help="As `boucle halts list` shows it: flow/3/17.")]


@halts.command("list")
def list_halts(
    service: Annotated[str | None, typer.Argument()] = None,
    skipped: Annotated[bool, typer.Option("--skipped", help="Those skipped too.")] = False,
) -> None:
    """List the events at which consumers of one service or all halt."""
    failed = 0
    for name in [service] if service else [spec.name for spec in SERVICES]:
        print(f"{name}:", flush=True)
        failed = _run(name, "list", *(["--skipped"] if skipped else [])) or failed
    raise typer.Exit(failed)


@halts.command()
def show(service: Service, place: Place) -> None:
    """Show one whole: cause, headers, payload."""
    raise typer.Exit(_run(service, "show", place))


@halts.command()
def skip(
    service: Service,
    place: Place,
    by: Annotated[str, typer.Option(help="Who decides.")],
    reason: Annotated[str, typer.Option(help="Why.")],
) -> None:
    """Have a service pass over one from now on; it is recorded."""
    raise typer.Exit(_run(service, "skip", place, "--by", by, "--reason", reason))


def _run(service: str, *arguments: str) -> int:
    names = [spec.name for spec in SERVICES]
    if service not in names:
        unknown = f"no service {service!r}; the services are: {', '.join(names)}"
        raise typer.BadParameter(unknown, param_hint="SERVICE")
    home = state_home()
    if not home.exists():
        raise LocalError(f"Boucle was never started here (no {home}): run `boucle up`")
    system = System(home)
    command = service_command(system, service, "halts", *arguments, more=operator_token(system))
    return subprocess.run(list(command.argv), env=dict(command.env), check=False).returncode
