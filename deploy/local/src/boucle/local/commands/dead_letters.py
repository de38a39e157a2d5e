"""Show and replay the events a service could not apply: `boucle dlq`, for all services."""

import subprocess
from typing import Annotated

import typer

from boucle.local.errors import LocalError
from boucle.local.home import state_home
from boucle.local.services import SERVICES
from boucle.local.start import service_command
from boucle.local.system import System

dlq = typer.Typer(no_args_is_help=True, help="Dead letters: events that could not be applied.")

Service = Annotated[str, typer.Argument(help=", ".join(service.name for service in SERVICES))]
Letter = Annotated[int, typer.Argument(help="Its number, as `boucle dlq list` shows it.")]
Letters = Annotated[list[int], typer.Argument(help="Their numbers.")]


@dlq.command("list")
def list_letters(service: Annotated[str | None, typer.Argument()] = None) -> None:
    """List the dead letters of one service or all."""
    failed = 0
    for name in [service] if service else [spec.name for spec in SERVICES]:
        print(f"{name}:", flush=True)
        failed = _run(name, "list") or failed
    raise typer.Exit(failed)


@dlq.command()
def show(service: Service, letter: Letter) -> None:
    """Show one whole: cause, place, payload, trace."""
    raise typer.Exit(_run(service, "show", str(letter)))


@dlq.command()
def replay(service: Service, letters: Letters) -> None:
    """Send some to their topics again."""
    raise typer.Exit(_run(service, "replay", *map(str, letters)))


def _run(service: str, *arguments: str) -> int:
    names = [spec.name for spec in SERVICES]
    if service not in names:
        unknown = f"no service {service!r}; the services are: {', '.join(names)}"
        raise typer.BadParameter(unknown, param_hint="SERVICE")
    home = state_home()
    if not home.exists():
        raise LocalError(f"Boucle was never started here (no {home}): run `boucle up`")
    command = service_command(System(home), service, "dlq", *arguments)
    return subprocess.run(list(command.argv), env=dict(command.env), check=False).returncode
