"""Write the index of rooms again: ``.venv/bin/python -m tests.contract.house.rooms``.

A room is a package; its line is the first sentence of its docstring.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[3]
PAGE: Final = ROOT / "docs/rooms.md"
_HEAD: Final = """# Rooms

Made from the docstrings: `.venv/bin/python -m tests.contract.house.rooms`. How they stand on each
other: [architecture](architecture.md).
"""


def packages() -> list[Path]:
    """The folders that hold packages of ``boucle``, one a distribution."""
    return sorted(
        package
        for place in ("libs/*/src/boucle", "services/*/src/boucle", "deploy/*/src/boucle")
        for folder in ROOT.glob(place)
        for package in folder.iterdir()
        if (package / "__init__.py").is_file()
    )


def first_sentence(module: Path) -> str:
    """The first sentence of a module's docstring on one line; "" where it has none."""
    said = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    paragraph = " ".join(said.partition("\n\n")[0].split())
    return paragraph.partition(". ")[0].rstrip(".").replace("|", "\\|")


def rooms(package: Path) -> Iterator[Path]:
    """The folders of a package that hold modules, itself first; migrations aside."""
    for init in sorted(package.rglob("__init__.py")):
        if "migrations" not in init.parts:
            yield init.parent


def page() -> str:
    """The index as it must stand."""
    parts = [_HEAD]
    for package in packages():
        parts.append(f"\n## {package.name}\n\n`{package.relative_to(ROOT)}`\n")
        parts.append("\n| room | what |\n|---|---|\n")
        for room in rooms(package):
            name = room.relative_to(package).as_posix()
            shown = "." if name == "." else f"{name}/"
            parts.append(f"| `{shown}` | {first_sentence(room / '__init__.py')} |\n")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
