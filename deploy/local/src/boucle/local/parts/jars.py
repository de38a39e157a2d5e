"""Download Kafka's jars, exactly those of the lock file, each checked against its sha256.

`kafka.lock.toml` (made by `python -m boucle.local.parts.jars`) is in the format of `jgo`, which
resolved it from Maven Central and downloads from it.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jgo
import requests
from jgo.env import LockedDependency, LockFile
from jgo.env._lockfile import compute_sha256
from jgo.maven import MavenContext

from boucle.local.errors import LocalError
from boucle.local.processes import exclusive

LOCK = Path(__file__).with_name("kafka.lock.toml")
KAFKA = "org.apache.kafka:kafka_2.13:4.3.1"
# Resolved apart: given both at once, jgo picks older versions of shared dependencies.
LOGGING = "org.apache.logging.log4j:log4j-slf4j-impl:2.25.4"

_DOWNLOADS_AT_ONCE = 8
_TIMEOUT_S = 60

Progress = Callable[[int, int], None]


def sync_jars(
    cache: Path, progress: Progress = lambda done, total: None, lock: Path = LOCK
) -> list[Path]:
    """Return every jar of the lock, downloading missing ones; call progress(done, total). Raise
    LocalError when a jar is unavailable or not the one locked."""
    context = MavenContext(repo_cache=cache, timeout=_TIMEOUT_S)
    locked: list[LockedDependency] = LockFile.load(lock).dependencies
    with exclusive(cache), ThreadPoolExecutor(_DOWNLOADS_AT_ONCE) as pool:
        jars = []
        for jar in pool.map(lambda dependency: _fetch(context, cache, dependency), locked):
            jars.append(jar)
            progress(len(jars), len(locked))
    return jars


def _fetch(context: MavenContext, cache: Path, locked: LockedDependency) -> Path:
    project = context.project(locked.groupId, locked.artifactId)
    artifact = project.at_version(locked.version).artifact(locked.classifier or "", "jar")
    jar = cache / artifact.component.path_prefix / artifact.filename
    if jar.exists() and compute_sha256(jar) == locked.sha256:
        return jar
    jar.unlink(missing_ok=True)  # cut short by a crash, or not the locked one
    try:
        context.resolver.download(artifact)
    except (requests.RequestException, RuntimeError) as error:
        raise LocalError(
            f"cannot download {jar.name} from Maven Central (is there a network?): {error}"
        ) from error
    found = compute_sha256(jar)
    if found != locked.sha256:
        jar.unlink()
        raise LocalError(f"{jar.name}: sha256 is {found}, the lock file wants {locked.sha256}")
    return jar


def resolve_lock() -> LockFile:
    """Resolve the lock from Maven Central as of now (network; writes nothing)."""
    locked: dict[tuple[str, str], LockedDependency] = {}
    for endpoint in (KAFKA, LOGGING):
        for artifact in jgo.resolve(endpoint):
            key = (artifact.groupId, artifact.artifactId)
            if key not in locked:  # Kafka's own versions win over logging's
                locked[key] = LockedDependency(
                    *key, artifact.version, sha256=compute_sha256(artifact.resolve())
                )
    return LockFile([locked[key] for key in sorted(locked)], environment_name="boucle-kafka")


if __name__ == "__main__":
    resolve_lock().save(LOCK)
