"""The shape of the house: how many modules stand beside the folders, how many floors, which names.

Layers and circles are import-linter's (``pyproject.toml``); this counts what it does not.
"""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import grimp
import pytest

from tests.long.__main__ import LOOKED_AT

ROOT = Path(__file__).parents[3]
SERVICES = ("registry", "matching", "indicators", "notifications")
MODULES_BESIDE_FOLDERS = 14
MODULES_OF_A_FOLDER = 20
CLASS_NAMES_TWICE = 10
"""A noun of the domain may be an entity here and a published struct there."""
FLOORS = 9
PRIVATE_WORDS = re.compile(r"\b[a-z_]*(?:told|anew|mended|glimpse)[a-z_]*\b")
PRIVATE_WORDS_LEFT = 60
"""Most are shown in OpenAPI, whose texts are a contract."""


def _sources(service: str) -> list[Path]:
    folder = ROOT / "services" / service / "src" / "boucle" / service
    found = [each for each in folder.rglob("*.py") if "versions" not in each.parts]
    assert found, folder
    return sorted(found)


def _rooms(service: str) -> Mapping[str, set[str]]:
    """Which room imports which: a room is a folder, or a module beside the folders."""
    root = f"boucle.{service}"
    graph = grimp.build_graph(root, cache_dir=None)
    arrows: dict[str, set[str]] = defaultdict(set)
    for module in graph.modules - {root}:
        room = module.split(".")[2]
        for imported in graph.find_modules_directly_imported_by(module) - {root}:
            if imported.split(".")[2] != room:
                arrows[room].add(imported.split(".")[2])
    return arrows


@pytest.mark.parametrize("service", SERVICES)
def test_few_modules_stand_beside_the_folders(service: str) -> None:
    folder = ROOT / "services" / service / "src" / "boucle" / service
    assert len(list(folder.glob("*.py"))) <= MODULES_BESIDE_FOLDERS


def test_a_folder_holds_few_modules() -> None:
    beside = Counter(
        str(source.parent.relative_to(ROOT))
        for source in (*_product(), *(ROOT / "tests").rglob("*.py"))
        if source.name != "__init__.py" and "versions" not in source.parts
    )
    assert {folder: n for folder, n in beside.items() if n > MODULES_OF_A_FOLDER} == {}


@pytest.mark.parametrize("service", SERVICES)
def test_rooms_stand_on_few_floors(service: str) -> None:
    arrows = _rooms(service)

    @cache
    def floor(room: str) -> int:
        return 1 + max(map(floor, arrows.get(room, ())), default=0)

    assert max(map(floor, arrows)) <= FLOORS


@pytest.mark.parametrize("service", SERVICES)
def test_a_class_name_means_one_thing_within_a_service(service: str) -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for source in _sources(service):
        for node in ast.parse(source.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(str(source.relative_to(ROOT)))
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_few_class_names_mean_two_things_in_the_product() -> None:
    names = Counter(
        node.name
        for source in _product()
        for node in ast.parse(source.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    twice = [name for name, places in names.items() if places > 1]
    assert len(twice) <= CLASS_NAMES_TWICE, sorted(twice)


def test_weights_are_found_by_name() -> None:
    for source in _sources("matching"):
        assert not re.search(r"weights\[\d", source.read_text(encoding="utf-8")), source


def test_private_words_are_gone() -> None:
    found = [word for text in _texts() for word in PRIVATE_WORDS.findall(text)]
    assert len(found) <= PRIVATE_WORDS_LEFT


def test_long_forms_look_at_the_whole_product() -> None:
    assert [part for part in LOOKED_AT if not (ROOT / part).exists()] == []
    assert {source.relative_to(ROOT).parts[0] for source in _product()} <= set(LOOKED_AT)


def _texts() -> Iterator[str]:
    for part in ("libs", "services"):
        for source in (ROOT / part).glob("*/src/**/*.py"):
            yield source.read_text(encoding="utf-8")


@cache
def _product() -> tuple[Path, ...]:
    found = [
        source
        for part in ("libs", "services", "deploy")
        for source in (ROOT / part).glob("*/src/**/*.py")
        if "generated" not in source.parts
    ]
    assert found
    return tuple(sorted(found))
