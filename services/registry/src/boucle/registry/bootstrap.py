"""``bootstrap``: the first principal, made where nobody can ask for one yet."""

import os
import secrets
from pathlib import Path
from typing import Annotated, Literal

import typer

from boucle.common.process import Resources
from boucle.registry.domain.entities import Client
from boucle.registry.store import clients as store
from boucle.registry.use_cases.credentials import Secrets


async def bootstrap(
    resources: Resources, client_id: str, role: Literal["operator", "service"], secret_file: Path
) -> None:
    """Make the principal and write its secret (0600); keep both if they are there already.

    A principal whose file was lost gets a new secret: nobody else can know the old one.
    """
    now = resources.clock()
    async with resources.database.read() as session:
        known = await store.find_client(session, client_id)
    if known is not None and known.role != role:
        raise typer.BadParameter(f"{client_id} exists with the role {known.role}")
    if known is not None and _is_kept(secret_file):
        typer.echo(f"{client_id}: kept")
        return
    secret = secrets.token_urlsafe(32)
    hashed = await Secrets().hash(secret)
    _write_secret(secret_file, secret)
    async with resources.database.write() as session:
        if known is None:
            client = Client(client_id, client_id, role, None, (), (), hashed, now)
            await store.add_client(session, client)
        else:
            await store.rotate(session, client_id, hashed)
    typer.echo(f"{client_id}: {'created' if known is None else 'given a new secret'}")


def _is_kept(path: Path) -> bool:
    return path.exists()


def _write_secret(path: Path, secret: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(secret)


ClientIdOption = Annotated[str, typer.Option("--client-id", help="Its id, as tokens carry it.")]
RoleOption = Annotated[
    Literal["operator", "service"], typer.Option("--role", help="operator or service")
]
SecretFileOption = Annotated[
    Path, typer.Option("--secret-file", help="Where its secret is written, readable by its owner.")
]
