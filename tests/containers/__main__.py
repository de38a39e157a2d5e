"""``python -m tests.containers``: finds the engine, says which, and runs this folder's tests."""

from __future__ import annotations

import subprocess
import sys

from tests.containers.engine import ROOT, NoEngine, find_engine


def main() -> int:
    try:
        engine = find_engine()
    except NoEngine as error:
        sys.stderr.write(f"make test-containers: {error}\n")
        return 2
    sys.stdout.write(f"containers run in {engine.told}\n")
    sys.stdout.flush()
    private = {} if engine.script is None else {"BOUCLE_ENGINE_RUNS": str(engine.script)}
    command = [sys.executable, "-m", "pytest", "tests/containers", *sys.argv[1:]]
    environment = {**engine.environment, **private}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
