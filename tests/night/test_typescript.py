"""Whoever installs the TypeScript types as their README says reads a quantity without a cast, and
is told of what is not there."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from clients.typescript.generate import HERE, NOT_AFTER, PACKAGES

_FETCH = "openapi-fetch@0.17.0"
_README = (HERE / "README.md").read_text(encoding="utf-8")
_WRONG = {
    "flow.quantity.valeur": "Property 'valeur' does not exist",
    "flow.quantity.value.toFixed(2)": "Property 'toFixed' does not exist on type 'string'",
    "flow.current_route.operation": "'flow.current_route' is possibly 'null'",
    'boucle.GET("/v1/flows", { params: { query: { family: null } } })': "Type 'null' is not",
    'boucle.GET("/v1/flow", {})': "is not assignable",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with what the README installs."""
    folder = tmp_path_factory.mktemp("tool")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    npm = shutil.which("npm")
    assert npm, "npm is not installed (Debian: apt install npm)"
    [install] = re.findall(r"^npm install (.*)$", _README, re.MULTILINE)
    names = install.replace("./clients/typescript", str(HERE)).replace("openapi-fetch", _FETCH)
    command = [npm, "install", "--no-audit", f"--before={NOT_AFTER}", *names.split(), PACKAGES[-1]]
    subprocess.run(command, cwd=folder, check=True, timeout=300, capture_output=True)
    return folder


def _errors(project: Path, text: str) -> list[str]:
    (project / "tool.ts").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [
            *(project / "node_modules/.bin/tsc", "--noEmit", "--strict", "--target", "es2022"),
            *("--module", "nodenext", "tool.ts"),
        ],
        cwd=project,
        check=False,
        timeout=120,
        capture_output=True,
        text=True,
    )
    return [line for line in done.stdout.splitlines() if "error" in line]


def test_what_the_readme_shows_is_typed(project: Path) -> None:
    [shown] = re.findall(r"```ts\n(.*?)```", _README, re.DOTALL)
    assert "flow.quantity.value" in shown
    assert _errors(project, shown) == [], shown


def test_what_is_not_there_is_an_error(project: Path) -> None:
    [shown] = re.findall(r"```ts\n(.*?)```", _README, re.DOTALL)
    head, _, _ = shown.partition("const { data")
    flow = 'declare const flow: Schema<"FlowRead">;'
    found = _errors(project, "\n".join([head, flow, *(f"void {one};" for one in _WRONG)]))
    assert len(found) == len(_WRONG), found
    for error, said in zip(found, _WRONG.values(), strict=True):
        assert said in error
