"""Make a local system's secrets: random, made once, readable by their owner only."""

import os
import secrets
from pathlib import Path


def write_secret(path: Path, secret: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
        handle.write(secret + "\n")
    fresh.replace(path)


def secret_in(path: Path) -> str:
    if not path.exists():
        write_secret(path, secrets.token_urlsafe(32))
    return path.read_text().strip()


def add_version(path: Path) -> None:
    """Put a new key before those in a file, a line each: the newest first."""
    write_secret(path, "\n".join([secrets.token_urlsafe(32), *_versions(path)]))


def add_older(path: Path, older: Path) -> None:
    existing = _versions(path)
    missing = [key for key in _versions(older) if key not in existing]
    if missing:
        write_secret(path, "\n".join([*existing, *missing]))


def _versions(path: Path) -> list[str]:
    text = path.read_text() if path.exists() else ""
    return [line for line in text.splitlines() if line.strip()]
