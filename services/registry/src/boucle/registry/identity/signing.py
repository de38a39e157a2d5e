"""Manage signing keys for operators: age of the newest, list, a new one."""

from typing import Annotated

import typer
from prometheus_client import CollectorRegistry, Gauge

from boucle.platform.clock import Clock
from boucle.platform.db import Database
from boucle.platform.periodic import Periodic
from boucle.platform.process.service import Resources
from boucle.platform.sealing import Unreadable
from boucle.registry.identity import signing_keys, store
from boucle.registry.identity.signing_keys import SigningKeys, keyring_of, which_signs
from boucle.registry.settings import RegistrySettings

EVERY = 60.0

AtOnceOption = Annotated[
    bool,
    typer.Option(
        "--at-once", help="Forget the others: a key was stolen, or cannot be decrypted any more."
    ),
]


def signing_keys_kept(
    database: Database, keys: SigningKeys, clock: Clock, metrics: CollectorRegistry
) -> Periodic:
    """Measure when the newest key was made, and delete keys that nothing needs any more."""
    gauge = Gauge(
        "boucle_signing_key_created_timestamp_seconds",
        "When the newest signing key was made, since 1970.",
        registry=metrics,
    )

    async def keep() -> None:
        async with database.write() as session:
            found = await keys.all(session)
            old = signing_keys.outlived(found, clock())
            if old:
                await store.forget_signing_keys(session, [one.kid for one in old])
        if found:
            gauge.set(found[0].created_at.timestamp())

    return Periodic("signing_keys", EVERY, keep)


async def seal_signing_keys(resources: Resources[RegistrySettings]) -> None:
    """Encrypt the keys before a process serves. Raises StartError."""
    async with resources.database.write() as session:
        await signing_keys.seal_at_start(session, keyring_of(resources.settings))


async def add_signing_key(resources: Resources[RegistrySettings], at_once: bool) -> None:
    """Add a key; registry's API signs with it within a minute."""
    keyring, now = keyring_of(resources.settings), resources.clock()
    async with resources.database.write() as session:
        kid = await signing_keys.add(session, keyring, now, at_once=at_once)
    if at_once:
        typer.echo(f"{kid}: created; every other key is forgotten, with the tokens it signed")
    else:
        typer.echo(f"{kid}: created; it signs within a minute, the others verify an hour more")


async def list_signing_keys(resources: Resources[RegistrySettings]) -> None:
    """Print, newest first: id, creation, use, and the encryption key it needs."""
    keyring = keyring_of(resources.settings)
    async with resources.database.read() as session:
        rows = await store.signing_keys(session)
        found = await SigningKeys(keyring, resources.clock).all(session)
    signs = which_signs(found, resources.clock())
    for row in rows:
        does = "signs" if signs is not None and row.kid == signs.kid else "verifies"
        try:
            under = keyring.looked_into(row.sealed or b"").key_id
            under += " (newest)" if under == keyring.newest else ""
        except Unreadable:
            does, under = "cannot be decrypted", "unknown"
        made = f"{row.created_at:%Y-%m-%d %H:%M:%S} UTC"
        typer.echo(f"{row.kid}  made {made}  {does}  encryption key: {under}")
    typer.echo(f"{len(rows)} signing keys")
