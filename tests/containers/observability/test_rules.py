"""Every alert, fired and not fired or resolved, by Prometheus's own ``promtool``.

``promtool`` is the one on the PATH, else the one in Prometheus's image (``PROMETHEUS_IMAGE``),
run by the Docker engine that answers. With neither, these tests fail and say so.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

RULES = Path(__file__).parents[3] / "deploy" / "observability" / "prometheus"
IMAGE = os.environ.get(
    "PROMETHEUS_IMAGE",
    "prom/prometheus:v2.53.5@sha256:7a34573f0b9c952286b33d537f233cd5b708e12263733aa646e50c33f598f16c",
)
_INSIDE = "/etc/prometheus"


def _promtool(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["promtool"]
    if shutil.which("promtool") is None:
        if shutil.which("docker") is None:
            pytest.fail(
                "no promtool: put Prometheus's promtool on the PATH (Debian's package "
                f"`prometheus` has it), or a Docker engine with the image {IMAGE}"
            )
        mount = f"{RULES}:{_INSIDE}:ro"
        command = ["docker", "run", "--rm", "--network", "none", "--volume", mount]
        command += ["--workdir", _INSIDE, "--entrypoint", "promtool", IMAGE]
    return subprocess.run(
        [*command, *arguments], cwd=RULES, capture_output=True, text=True, check=False
    )


def test_the_configuration_is_valid() -> None:
    done = _promtool("check", "config", "prometheus.yml")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", ["alerts.test.yml", "alerts-of-hours.test.yml"])
def test_alerts_fire_and_resolve(file: str) -> None:
    done = _promtool("test", "rules", file)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "SUCCESS" in done.stdout + done.stderr
