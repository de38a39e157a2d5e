"""Which Markdown files are pages, and where each is: in an image and a wheel beside this module, in
a checkout where they are written."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final

from boucle.pages.translating import Language

_PACKED: Final = Path(__file__).with_name("texts")
_INDEX: Final = "docs/reference/README.md"
_ADDRESSES: Final[Mapping[str, str]] = {
    _INDEX: "/docs",
    "CHANGELOG.md": "/docs/changelog",
    "clients/python/README.md": "/docs/client",
    "clients/typescript/README.md": "/docs/types",
    "docs/disclosure.md": "/docs/disclosure",
}
"""Of files that are named otherwise than their pages."""
_FRENCH: Final = frozenset({"docs/reference/bilan.md", "docs/reference/demarrage.md"})


def root() -> Path:
    """Return the folder that the names of files begin at."""
    return _PACKED if _PACKED.is_dir() else Path(__file__).parents[7]


@cache
def addresses() -> Mapping[str, str]:
    """Return the page of each file, by its path in the repository."""
    guides = sorted(one.name for one in (root() / "docs/reference").glob("*.md"))
    named = {f"docs/reference/{name}": f"/docs/{name.removesuffix('.md')}" for name in guides}
    return {**named, **_ADDRESSES}


def language(name: str) -> Language:
    """Return the language that a file is written in."""
    return "fr" if name in _FRENCH else "en"


def read(name: str) -> str:
    return (root() / name).read_text(encoding="utf-8")


def led_to(link: str, name: str) -> str | None:
    """Return the address of what a file links to; None where that is no page."""
    if "://" in link or link.startswith(("#", "/", "mailto:")):
        return link
    path, sign, place = link.partition("#")
    found = addresses().get(_joined(PurePosixPath(name).parent, path))
    return None if found is None else f"{found}{sign}{place}"


def _joined(folder: PurePosixPath, path: str) -> str:
    parts = [*folder.parts]
    for part in PurePosixPath(path).parts:
        if part != "..":
            parts.append(part)
        elif parts:
            parts.pop()
    return "/".join(parts)
