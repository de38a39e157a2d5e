"""Define ``mail``: the operator releases or withdraws mails that wait since a restore."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

import typer

from boucle.notifications.mails import quarantine
from boucle.platform.process.cli import run
from boucle.platform.process.service import Resources, Service

Mails = Annotated[list[UUID] | None, typer.Argument(help="Their ids; all when left out.")]
Named = Annotated[list[UUID], typer.Argument(help="Their ids.")]


def mail_commands(service: Callable[[], Service[Any]]) -> dict[str, Callable[..., None]]:
    def list_() -> None:
        """List the mails that wait, since a restore, to be released."""
        run(service(), list_quarantined)

    def release(ids: Mails = None) -> None:
        """Let them leave: for all that you know, they did not."""
        run(service(), lambda resources: release_quarantined(resources, ids))

    def withdraw(ids: Named) -> None:
        """Give them up: you know that they left."""
        run(service(), lambda resources: withdraw_quarantined(resources, ids))

    return {"mail-kept": list_, "mail-release": release, "mail-withdraw": withdraw}


async def list_quarantined(resources: Resources[Any]) -> None:
    async with resources.database.read() as session:
        found = await quarantine.list_quarantined(session)
    for one in found:
        about = one.introduction_id or one.meeting_id
        typer.echo(f"{one.mail_id}  {one.step}  to {one.organisation_id}  about {about}")
    typer.echo(f"{len(found)} kept")


async def release_quarantined(resources: Resources[Any], ids: list[UUID] | None) -> None:
    async with resources.database.write() as session:
        count = await quarantine.release_quarantined(session, ids or None, resources.clock())
    typer.echo(f"{count} released")


async def withdraw_quarantined(resources: Resources[Any], ids: list[UUID]) -> None:
    async with resources.database.write() as session:
        count = await quarantine.withdraw_quarantined(session, ids)
    typer.echo(f"{count} withdrawn")
