"""The keys that sign tokens: how old the newest is, and how a new one is made."""

import typer
from prometheus_client import CollectorRegistry, Gauge

from boucle.common.db import Database
from boucle.common.identity import new_signing_key
from boucle.common.periodic import Periodic
from boucle.common.process import Resources
from boucle.registry.access import store
from boucle.registry.settings import Settings

EVERY = 60.0


def signing_key_age(database: Database, metrics: CollectorRegistry) -> Periodic:
    """Shows when the newest signing key was made: the one that signs."""
    gauge = Gauge(
        "boucle_signing_key_created_timestamp_seconds",
        "When the newest signing key was made, since 1970.",
        registry=metrics,
    )

    async def show() -> None:
        async with database.read() as session:
            made_at = await store.newest_signing_key(session)
        if made_at is not None:
            gauge.set(made_at.timestamp())

    return Periodic("signing_key_age", EVERY, show)


async def add_signing_key(resources: Resources[Settings]) -> None:
    """From its next start on, registry's API signs with it; the older ones go on verifying."""
    key = new_signing_key()
    async with resources.database.write() as session:
        await store.add_signing_key(session, key, resources.clock())
    typer.echo(f"{key.kid}: created; restart registry's API to sign with it")
