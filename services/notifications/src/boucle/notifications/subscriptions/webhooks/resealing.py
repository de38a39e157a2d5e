"""Seal webhooks under a new ``BOUCLE_LINK_KEY`` (``reseal-webhooks``), so that the older one may
go."""

from typing import Final

import structlog
import typer

from boucle.notifications.subscriptions.sealing import Sealer, Unreadable
from boucle.platform.db import Database, WriteSession

_log = structlog.get_logger(__name__)

_SEALED: Final = "SELECT webhook_id, contact, secret FROM webhook ORDER BY webhook_id"
_LOCK: Final = """
SELECT webhook_id, contact, secret, former_secret FROM webhook ORDER BY webhook_id FOR UPDATE
"""
_SAVE: Final = (
    "UPDATE webhook SET contact = $2, secret = $3, former_secret = $4 WHERE webhook_id = $1"
)


async def log_unreadable(database: Database, sealer: Sealer) -> None:
    """Log one line where webhooks are sealed under a missing key. The start goes on: mails leave
    without webhooks, and where the key is lost a webhook gets another secret by the API."""
    async with database.read() as session:
        rows = await session.fetch(_SEALED)
    lost = [
        str(row["webhook_id"])
        for row in rows
        if not all(sealer.opens(one) for one in (row["contact"], row["secret"]) if one is not None)
    ]
    if lost:
        _log.error(
            "webhooks_unreadable",
            count=len(lost),
            first=lost[0],
            cause="sealed under a key that is not in BOUCLE_LINK_KEY: nothing is delivered to them",
            todo="put that key back as its last line, then run reseal-webhooks; if it is lost, "
            "give each another secret (POST /v1/webhooks/{id}/secret)",
        )


async def reseal(database: Database, sealer: Sealer) -> None:
    """Report how many were sealed, and which cannot be opened: those stay as they are."""
    async with database.write() as session:
        resealed, lost = await _reseal(session, sealer)
    for webhook in lost:
        typer.echo(
            f"webhook {webhook}: sealed under a key that is not in BOUCLE_LINK_KEY; put that key "
            f"back as its last line, or give it another secret (POST /v1/webhooks/{webhook}/secret)"
        )
    typer.echo(f"{resealed} webhooks sealed under the newest key")
    if lost:
        raise typer.Exit(1)


async def _reseal(session: WriteSession, sealer: Sealer) -> tuple[int, list[str]]:
    resealed, lost = 0, []
    driver = await session.driver()
    for webhook, *columns in await driver.fetch(_LOCK):
        try:
            fresh = [_resealed(sealer, one) for one in columns]
        except Unreadable:
            lost.append(str(webhook))
            continue
        if fresh != columns:
            await driver.execute(_SAVE, webhook, *fresh)
            resealed += 1
    return resealed, lost


def _resealed(sealer: Sealer, sealed: bytes | None) -> bytes | None:
    if sealed is None or sealer.is_newest(sealed):
        return sealed
    return sealer.sealed(sealer.opened(sealed))
