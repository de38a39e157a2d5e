"""Run ``bootstrap``: make the first principal, when nobody can ask for one yet."""

import os
import secrets
from pathlib import Path
from typing import Annotated, Literal

import typer

from boucle.platform.process.service import Resources
from boucle.registry.identity import store
from boucle.registry.identity.revoking import rotate_secret
from boucle.registry.identity.use_cases import Secrets
from boucle.registry.settings import RegistrySettings
from boucle.registry.tables import ClientRow

_LEAST = 32  # characters: what nobody can guess


async def bootstrap(
    resources: Resources[RegistrySettings],
    client_id: str,
    role: Literal["operator", "service"],
    secret_file: Path,
) -> None:
    """Make the principal with the secret of the file; without one, write a new secret (0600). A
    second run changes nothing, or sets the file's current secret."""
    hashes, now = Secrets(), resources.clock()
    async with resources.database.read() as session:
        known = await store.find_client(session, client_id)
    if known is not None and known.role != role:
        raise typer.BadParameter(f"{client_id} exists with the role {known.role}")
    if known is not None and known.revoked_at is not None:
        typer.echo(f"{client_id}: revoked for good; another --client-id makes another one")
        return
    secret = _kept_secret(secret_file)
    if known is not None and secret is not None and await hashes.proves(secret, known):
        typer.echo(f"{client_id}: kept")
        return
    if secret is None:
        secret = secrets.token_urlsafe(32)
        _write_secret(secret_file, secret)
    hashed = await hashes.hash(secret)
    async with resources.database.write() as session:
        if known is None:
            client = ClientRow(
                client_id=client_id,
                name=client_id,
                role=role,
                organisations=[],
                territories=[],
                verifies=False,
                requires_if_match=False,
                secret_hash=hashed,
                created_at=now,
                entity_version=0,
                given_by=None,
            )
            await session.add_if_absent(client)
        else:
            await rotate_secret(session, client_id, hashed, now)
    typer.echo(f"{client_id}: {'created' if known is None else 'given a new secret'}")


def _kept_secret(path: Path) -> str | None:
    """Read the file; None if there is none. Raises BadParameter if its content is unusable."""
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{path} cannot be read: {error}") from error
    if len(secret) < _LEAST:
        raise typer.BadParameter(
            f"{path} holds {len(secret)} characters, expected {_LEAST} or more"
        )
    return secret


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
    Path, typer.Option("--secret-file", help="The file of its secret; written when absent.")
]
