"""The Python client has the calls of the contract, and is built whole without a network."""

import subprocess
import sys
import tarfile
from pathlib import Path

from clients.python.generate import HERE, ROOT, is_made

LINES = 300
EXAMPLE_LINES = 60
WITHOUT_NETWORK = {"PIP_NO_INDEX": "1", "PATH": "/nonexistent"}
IMPORTED = """
import sys
sys.path.insert(0, sys.argv[1])
from boucle_client import Boucle
from boucle_client.generated.api.flows import list_flows
print(list_flows.__file__)
"""


def test_the_calls_are_made_of_the_contract_and_untouched() -> None:
    assert is_made(), "the contract or a generated file changed: make client"


def test_what_is_written_by_hand_is_short() -> None:
    files = dict.fromkeys((HERE / "src/boucle_client").glob("*.py"), LINES)
    files |= dict.fromkeys((ROOT / "examples").glob("*.py"), EXAMPLE_LINES)
    lines = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    assert len(files) > 5
    assert {file.name: found for file, found in lines.items() if found > files[file]} == {}


def _run(*words: str | Path, where: Path) -> str:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=where,
        env=WITHOUT_NETWORK,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_wheel_is_built_of_the_sdist_alone(tmp_path: Path) -> None:
    _run("-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path, where=HERE)
    (packed,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(packed) as sdist:
        sdist.extractall(tmp_path, filter="data")
    unpacked = tmp_path / packed.name.removesuffix(".tar.gz")
    _run("-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path, where=unpacked)
    (wheel,) = tmp_path.glob("*.whl")
    assert _run("-c", IMPORTED, wheel, where=tmp_path).startswith(str(wheel))


def test_nothing_is_built_without_the_calls(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "hatch_build.py", "README.md"):
        (tmp_path / name).write_bytes((HERE / name).read_bytes())
    (tmp_path / "src/boucle_client").mkdir(parents=True)
    (tmp_path / "src/boucle_client/__init__.py").touch()
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "run `make client` first" in done.stderr
    assert not list(tmp_path.rglob("*.whl"))
