"""The guides that ``/docs`` shows are in a wheel and in the image too, not in a checkout only."""

import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

from boucle.registry.api.documentation import texts

ROOT = Path(__file__).parents[3]
REGISTRY = ROOT / "services/registry"
INSIDE = "boucle/registry/api/documentation/texts/"
ASKED = """
import sys; sys.path.insert(0, sys.argv[1])
import boucle, boucle.registry, boucle.registry.api as api
for one, path in ((boucle, ""), (boucle.registry, "/registry"), (api, "/registry/api")):
    one.__path__ = [sys.argv[1] + "/boucle" + path, *one.__path__]
from boucle.registry.api.documentation import guides, texts
print(texts.root(), len(guides.guides()))
"""


def test_a_wheel_shows_the_same_pages(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=REGISTRY, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "in")
    held = {
        str(one.relative_to(tmp_path / "in" / INSIDE))
        for one in (tmp_path / "in" / INSIDE).rglob("*.md")
    }
    assert held == set(texts.addresses())
    asked = [sys.executable, "-c", ASKED, str(tmp_path / "in")]
    said = subprocess.run(asked, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert said.split() == [str(tmp_path / "in" / INSIDE).rstrip("/"), str(len(held))]


def test_the_image_holds_what_a_wheel_does() -> None:
    manifest = tomllib.loads((REGISTRY / "pyproject.toml").read_text(encoding="utf-8"))
    forced = manifest["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    names = {name.removeprefix("../../") for name in forced}
    assert {place.removeprefix(INSIDE) for place in forced.values()} == names
    clients = " ".join(sorted(name for name in names if name.startswith("clients/")))
    dockerfile = (ROOT / "deploy/docker/Dockerfile").read_text(encoding="utf-8")
    (line,) = (one for one in dockerfile.splitlines() if "--parents docs" in one)
    assert set(line.replace("clients/*/README.md", clients).split()) >= names
    let_in = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert {f"!{name}" for name in names} <= set(let_in)
