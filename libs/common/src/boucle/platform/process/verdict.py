"""Run commands whose exit status is a verdict."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, NoReturn

import typer

from boucle.platform.process.cli import run
from boucle.platform.process.service import Resources, Service
from boucle.platform.recovery.verdict import NOT_DONE

Say = Callable[[str], None]
Rebuild = Callable[[Resources[Any], float, bool, Say], Awaitable[int]]
"""Given resources, seconds to wait, whether only to look, where to say; returns the verdict."""


def exit_with_verdict(
    service: Service[Any], name: str, work: Callable[[Resources[Any]], Awaitable[int]]
) -> NoReturn:
    """Run ``work`` and exit with its result; with 2 and the reason if it could not be done."""
    status = NOT_DONE

    async def judged(resources: Resources[Any]) -> None:
        nonlocal status
        status = await work(resources)

    try:
        run(service, judged)
    except Exception as error:  # noqa: BLE001  whatever it is, 1 must only mean different
        typer.echo(f"{name} not done: {error!r}", err=True)
    except SystemExit:  # it has said why
        status = NOT_DONE
    raise typer.Exit(status)


def rebuild_command(service: Callable[[], Service[Any]], work: Rebuild) -> Callable[..., None]:
    """Return the command, for ``Service.commands``."""

    def command(
        wait: Annotated[
            float, typer.Option("--wait", min=0, help="Seconds to wait for the live tables.")
        ] = 60.0,
        dry_run: Annotated[
            bool, typer.Option("--dry-run", help="Say what differs, change nothing.")
        ] = False,
    ) -> None:
        """Make what is derived again from the log, next to what is in use; correct and publish only
        what differs. Exit status: 0 nothing differed, 1 something did, 2 not done."""
        exit_with_verdict(
            service(), "rebuild", lambda resources: work(resources, wait, dry_run, typer.echo)
        )

    return command
