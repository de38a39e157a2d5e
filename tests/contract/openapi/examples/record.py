"""Record the answers of the examples anew, and write the OpenAPI file with them:

    .venv/bin/python -m tests.contract.openapi.examples.record

It starts a system of its own, without any data, and deletes it. What differs from run to run (ids,
secrets, moments) is written as the same each time.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from boucle.local.commands.principals import token
from boucle.local.system import System
from tests.contract.openapi import regenerate
from tests.contract.openapi.examples.playing import MOMENTS, Play, from_inside
from tests.contract.openapi.examples.story import Recorded, Step, story

_UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
_MOMENT = re.compile(r'"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+(?:Z|\+00:00)"')
_CURSOR = re.compile(r'"(next|cursor)": "[^"]+"')
_CODE = re.compile("[0-9]{9}")  # of a sandbox: the first one, in a system of its own
_LONGEST = 2  # items of a list that are shown


def main() -> None:
    home = Path(tempfile.mkdtemp(prefix="boucle-examples-"))
    home.chmod(0o755)  # Postgres has a user of its own
    try:
        # Else the worker compiles when it should answer.
        subprocess.run([sys.executable, "-m", "boucle.matching.engine.precompile"], check=True)
        _boucle(home, "up")
        recorded = record(System(home))
    finally:
        _boucle(home, "reset", "--yes")
    regenerate.write(recorded)


def _boucle(home: Path, *arguments: str) -> None:
    command = [str(Path(sys.executable).with_name("boucle")), *arguments]
    subprocess.run(command, env={**os.environ, "BOUCLE_HOME": str(home)}, check=True)


def record(system: System) -> Recorded:
    """Play the story there. Raises AssertionError at an answer that is not as documented."""
    answers: dict[str, Any] = {}

    def heard(step: Step, body: Any) -> None:
        if step.shown:
            answers.setdefault(step.call, body)

    entry, operator = system.addresses().entry_url, token(system, "operator")
    with from_inside(system) as inside:
        play = Play(entry, regenerate.whole(), operator, heard, inside)
        play.play(story())
    first: dict[str, str] = {}  # one thing may be kept under two names
    for name, value in play.kept.items():
        first.setdefault(value, _written(name, value))
    text = json.dumps(_short(answers), ensure_ascii=False)
    for value in sorted(first, key=len, reverse=True):
        text = text.replace(value, first[value])
    text = _MOMENT.sub('"2026-01-31T09:00:00Z"', _CURSOR.sub(r'"\1": "cursor"', text))
    known = {value: value for value in first.values()}
    text = _UUID.sub(lambda found: known.setdefault(found[0], _id(len(known))), text)
    names = {name: first[value] for name, value in play.kept.items()}
    return Recorded(names, json.loads(text))


def _written(name: str, value: str) -> str:
    """As the contract writes what is kept under this name."""
    if name in MOMENTS:
        return MOMENTS[name]
    if _CODE.fullmatch(value):
        return value
    try:
        UUID(value)
    except ValueError:
        return name.replace("_", "-")
    return _id(name)


def _id(name: object) -> str:
    return str(uuid5(NAMESPACE_URL, f"urn:boucle:example:{name}"))


def _short(node: Any) -> Any:
    """The same, of long lists the beginning only."""
    if isinstance(node, dict):
        return {key: _short(value) for key, value in node.items()}
    return [_short(each) for each in node[:_LONGEST]] if isinstance(node, list) else node


if __name__ == "__main__":
    main()
