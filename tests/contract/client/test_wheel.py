"""The built wheel, installed as its README says, works on every Python of this machine that it is
for."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from clients.python.generate import HERE, NOT_AFTER, ROOT

_CALLS = """
import asyncio, httpx, sys
from boucle_client import Boucle, NotFound
from boucle_client.generated.api.flows import get_flow
from boucle_client.generated.api.reference import list_units

def answer(request):
    if request.url.path == "/oauth/token":
        return httpx.Response(200, json={"access_token": "t", "expires_in": 900})
    assert request.headers["authorization"] == "Bearer t"
    if request.url.path == "/v1/units":
        return httpx.Response(200, json={"items": [], "version": "7", "next": None})
    return httpx.Response(404, json={"title": "Not found", "detail": "no such flow"})

async def main():
    mock = httpx.MockTransport(answer)
    async with Boucle("http://a.example", "tool", "secret", http=mock, async_http=mock) as boucle:
        print(list_units.sync(client=boucle.api).version)
        print((await list_units.asyncio(client=boucle.api)).version)
        try:
            await get_flow.asyncio("0b0e2b0c-0000-4000-8000-000000000000", client=boucle.api)
        except NotFound as error:
            print(error.detail)

asyncio.run(main())
"""


def _pythons() -> dict[str, Path]:
    """By version, such as 3.12: those in the path, and pyenv's."""
    named = (shutil.which(f"python3.{minor}") for minor in range(11, 20))
    pyenv = sorted(map(str, Path.home().glob(".pyenv/versions/3.*/bin/python3")))
    found: dict[str, Path] = {}
    for one in (sys.executable, *(name for name in named if name), *pyenv):
        asked = "import sys; print(f'{sys.version_info[0]}.{sys.version_info[1]:02}')"
        told = subprocess.run([one, "-c", asked], check=False, capture_output=True, text=True)
        version = told.stdout.strip()
        if told.returncode == 0 and version >= "3.11":
            found.setdefault(version, Path(one))
    return found


PYTHONS = _pythons()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=HERE, check=True, capture_output=True)
    [built] = folder.glob("*.whl")
    return built


@pytest.mark.parametrize("version", PYTHONS)
def test_it_is_installed_and_calls_both_ways(version: str, wheel: Path, tmp_path: Path) -> None:
    uv = shutil.which("uv") or str(ROOT / ".boucle-tools/bin/uv")
    python = tmp_path / "venv/bin/python"
    for command in (
        ("venv", "--python", PYTHONS[version], "--no-python-downloads", tmp_path / "venv"),
        ("pip", "install", "--python", python, "--exclude-newer", NOT_AFTER, wheel),
    ):
        subprocess.run([uv, "--quiet", *command], check=True, cwd=tmp_path)
    done = subprocess.run(
        [python, "-W", "error", "-c", _CALLS],
        check=False,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines() == ["7", "7", "no such flow"], done.stderr
