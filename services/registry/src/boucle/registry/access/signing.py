"""The keys that sign tokens: how old the newest is, and how a new one is made."""

import asyncio

import typer
from prometheus_client import CollectorRegistry, Gauge

from boucle.common.db import Database
from boucle.common.failures import repeat
from boucle.common.identity import new_signing_key
from boucle.common.process import Resources
from boucle.registry.access import store

EVERY = 60.0


class SigningKeyAge:
    """Tells when the newest signing key was made: the one that signs."""

    def __init__(self, database: Database, metrics: CollectorRegistry) -> None:
        self._database = database
        self._made_at = Gauge(
            "boucle_signing_key_created_timestamp_seconds",
            "When the newest signing key was made, since 1970.",
            registry=metrics,
        )

    async def run(self, stop: asyncio.Event) -> None:
        await repeat(self.look, EVERY, stop)

    async def look(self) -> None:
        """One look."""
        async with self._database.read() as session:
            made_at = await store.newest_signing_key(session)
        if made_at is not None:
            self._made_at.set(made_at.timestamp())


async def add_signing_key(resources: Resources) -> None:
    """From its next start on, registry's API signs with it; the older ones go on verifying."""
    key = new_signing_key()
    async with resources.database.write() as session:
        await store.add_signing_key(session, key, resources.clock())
    typer.echo(f"{key.kid}: created; restart registry's API to sign with it")
