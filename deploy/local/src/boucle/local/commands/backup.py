"""Back up: `boucle backup` writes a snapshot of every service's database, and the secrets.

Postgres is the truth: the log is not copied. Each file is made by `pg_dump`, so that any PostgreSQL
18 restores it, in containers too (docs/backup.md).
"""

import hashlib
import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from boucle.local.errors import LocalError
from boucle.local.secret_files import add_older, write_secret
from boucle.local.services import LINK_KEY, PERSON_KEY
from boucle.local.system import System

MANIFEST = "manifest.json"
SECRETS = "secrets"
_FORMAT = 1
_SECRETS_IN_BACKUP = (LINK_KEY, PERSON_KEY, "*.client", "credentials.json")
"""Database passwords belong to this machine: they stay out. So does the key that encrypts signing
keys: a backup's are of no use to anybody, a restore makes a new one."""


@dataclass(frozen=True)
class Backup:
    """A complete backup: its folder, its time, its dumps by service."""

    folder: Path
    made_at: str
    dumps: dict[str, Path]


def make(system: System, folder: Path) -> Backup:
    """Write a complete backup to a new folder, or none. Raise LocalError."""
    if folder.exists():
        raise LocalError(f"{folder} exists: name a folder that does not, one for each backup")
    if not system.postgres.is_running():
        raise LocalError("Postgres does not run: start Boucle with `boucle up`, then back up")
    partial = folder.with_name(f"{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True, mode=0o700)
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    services: dict[str, Any] = {}
    for service in system.services:
        dump = partial / f"{service.name}.dump"
        dump.touch(mode=0o600)
        system.postgres.tool(
            *("pg_dump", "--format=custom", "--no-owner", "--no-acl"),
            *(f"--file={dump}", f"--dbname={service.name}"),
        )
        services[service.name] = {"file": dump.name, "sha256": _digest(dump)}
    _copy_secrets(system.secrets, partial / SECRETS)
    manifest = {"format": _FORMAT, "made_at": made_at, "services": services}
    (partial / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n")
    partial.rename(folder)
    return read(folder)


def read(folder: Path) -> Backup:
    """Check that a backup is complete. Raise LocalError, before anything changes."""
    manifest = folder / MANIFEST
    if not manifest.is_file():
        raise LocalError(f"{folder} is no backup: it has no {MANIFEST}")
    try:
        contents = json.loads(manifest.read_text())
        services = {
            name: (folder / one["file"], one["sha256"])
            for name, one in contents["services"].items()
        }
        made_at, format_ = str(contents["made_at"]), contents["format"]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise LocalError(f"{manifest} is not a manifest of `boucle backup` ({error!r})") from error
    if format_ != _FORMAT:
        raise LocalError(f"{manifest}: format {format_}; this release reads format {_FORMAT}")
    for dump, digest in services.values():
        if not dump.is_file() or _digest(dump) != digest:
            raise LocalError(f"{dump} is missing or not as it was written: use another backup")
    return Backup(folder, made_at, {name: dump for name, (dump, _) in services.items()})


def put_back_secrets(backup: Backup, secrets: Path) -> None:
    """Replace this home's secrets by the backup's: sent links and issued clients stay valid. This
    home's link keys stay first: links sent since are valid, too."""
    folder_of_secrets = backup.folder / SECRETS
    if not folder_of_secrets.is_dir():
        return
    here = secrets / LINK_KEY
    before = here.read_text() if here.exists() else None
    _copy_secrets(folder_of_secrets, secrets)
    if before is not None:
        write_secret(here, before.strip())
        add_older(here, folder_of_secrets / LINK_KEY)


def _copy_secrets(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    for pattern in _SECRETS_IN_BACKUP:
        for file in source.glob(pattern):
            fresh = target / file.name
            fresh.touch(mode=0o600)
            fresh.write_bytes(file.read_bytes())
            fresh.chmod(0o600)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
