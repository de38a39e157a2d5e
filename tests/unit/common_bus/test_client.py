"""Only one module of the bus knows the inside of Kafka's client."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from boucle.platform import bus

INSIDE = "client.py"
PUBLIC = {"aiokafka", "aiokafka.admin", "aiokafka.errors"}
MODULES = sorted(Path(bus.__file__).parent.glob("*.py"))


def inside(source: str) -> Iterator[str]:
    """Private attributes of anything but ``self``; modules of the client that are not its API."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(ast.Name("self" | "cls")):
                pass
            case ast.Attribute(attr=name) if name.startswith("_") and not name.endswith("__"):
                yield name
            case ast.ImportFrom(module=str(name)) if name.split(".")[0] == "aiokafka":
                if name not in PUBLIC:
                    yield name
            case ast.Import(names):
                yield from (one.name for one in names if one.name.startswith("aiokafka."))
            case ast.Constant(str(name)) if name.isidentifier() and name.startswith("_"):
                yield name  # as for getattr


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_the_inside_of_the_client_is_touched_in_one_module_only(module: Path) -> None:
    found = set(inside(module.read_text()))
    assert (found != set()) == (module.name == INSIDE), found
