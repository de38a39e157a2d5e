"""Make the command ``after-restore``: what each service does after its database was restored."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import typer

from boucle.platform.process.cli import run
from boucle.platform.process.service import Resources, Service
from boucle.platform.recovery.restored_log import Restored
from boucle.platform.revocation import take_back

AfterRestore = Callable[[Resources[Any], bool], Awaitable[Restored]]
"""Given the service's resources and whether to discard what only the log tells."""

_HELP = "Bring database and log together after a restore, before any process starts."


def after_restore_command(
    service: Callable[[], Service[Any]], work: AfterRestore
) -> Callable[..., None]:
    """Return the command, for ``Service.commands``. It may run again: what is done stays done."""

    def command(
        discard: Annotated[
            bool, typer.Option("--discard", help="Give up what only the log tells.")
        ] = False,
    ) -> None:
        async def bring_together(resources: Resources[Any]) -> None:
            await take_back(resources.database, resources.bus)  # whatever else is discarded
            for line in (await work(resources, discard)).lines():
                typer.echo(line)

        run(service(), bring_together)

    command.__doc__ = _HELP
    return command
