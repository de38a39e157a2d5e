"""``mail``: what the operator does with mails kept since a restore."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

import typer

from boucle.notifications.mails import kept
from boucle.platform.process import Resources, Service, run

Mails = Annotated[list[UUID] | None, typer.Argument(help="Their ids; all when left out.")]
Named = Annotated[list[UUID], typer.Argument(help="Their ids.")]


def mail_commands(service: Callable[[], Service[Any]]) -> dict[str, Callable[..., None]]:
    """By the name of the command."""

    def list_() -> None:
        """List the mails that wait, since a restore, to be released."""
        run(service(), list_kept)

    def release(ids: Mails = None) -> None:
        """Let them leave: for all that you know, they did not."""
        run(service(), lambda resources: release_kept(resources, ids))

    def withdraw(ids: Named) -> None:
        """Give them up: you know that they left."""
        run(service(), lambda resources: withdraw_kept(resources, ids))

    return {"mail-kept": list_, "mail-release": release, "mail-withdraw": withdraw}


async def list_kept(resources: Resources[Any]) -> None:
    async with resources.database.read() as session:
        found = await kept.list_kept(session)
    for one in found:
        about = one.introduction_id or one.meeting_id
        typer.echo(f"{one.mail_id}  {one.step}  to {one.organisation_id}  about {about}")
    typer.echo(f"{len(found)} kept")


async def release_kept(resources: Resources[Any], ids: list[UUID] | None) -> None:
    async with resources.database.write() as session:
        count = await kept.release_kept(session, ids or None, resources.clock())
    typer.echo(f"{count} released")


async def withdraw_kept(resources: Resources[Any], ids: list[UUID]) -> None:
    async with resources.database.write() as session:
        count = await kept.withdraw_kept(session, ids)
    typer.echo(f"{count} withdrawn")
