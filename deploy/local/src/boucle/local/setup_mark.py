"""Remember whether tables, topics and principals exist for this code and this data.

A restart of one dead part then costs its own start only.
"""

import hashlib
from importlib.util import find_spec
from pathlib import Path

from boucle.local.system import System


def is_set_up(system: System) -> bool:
    mark = _mark(system)
    return mark.exists() and mark.read_text() == fingerprint(system)


def remember_set_up(system: System) -> None:
    _mark(system).write_text(fingerprint(system))


def forget_set_up(system: System) -> None:
    _mark(system).unlink(missing_ok=True)


def fingerprint(system: System) -> str:
    """Digest the services' migrations and composition, and the clusters' identity."""
    digest = hashlib.sha256()
    clusters = (system.postgres.identity_file, system.kafka.identity_file)
    for path in (*clusters, *_sources(system)):
        content = path.read_bytes() if path.exists() else b"absent"
        digest.update(f"{path.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _sources(system: System) -> list[Path]:
    found: list[Path] = []
    for service in system.services:
        spec = find_spec(service.module)
        root = Path(spec.origin).parent if spec and spec.origin else Path(service.module)
        found += [root / "app.py", *sorted((root / "migrations" / "versions").glob("*.*"))]
    return found


def _mark(system: System) -> Path:
    return system.home / "setup.sha256"
