"""What the map of the house and the page on changes name is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PREFIXES = {
    "registry": "services/registry/src/boucle/registry",
    "matching": "services/matching/src/boucle/matching",
    "notifications": "services/notifications/src/boucle/notifications",
    "indicators": "services/indicators/src/boucle/indicators",
    "libs/common": "libs/common/src/boucle",
    "platform": "libs/common/src/boucle/platform",
    "contract": "libs/common/src/boucle/contract",
    "libs/catalogue": "libs/catalogue/src/boucle/catalogue",
    "catalogue": "libs/catalogue/src/boucle/catalogue",
}


def _rooms_of_the_map() -> list[str]:
    """The paths in the tables of "Where is what", below their service's own folder."""
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    chapter = page.partition("## Where is what")[2].partition("\n## ")[0]
    found = []
    for part in chapter.split("\n**")[1:]:
        folder = PREFIXES[part.partition("**")[0]]
        for row in re.findall(r"^\|.*\| (.*) \|$", part, re.MULTILINE):
            names = re.findall(r"`([a-z_/]+(?:\.py|/))`", row)
            inside = names[0] if names and names[0].endswith("/") else ""
            for at, name in enumerate(names):
                bare = at > 0 and "/" not in name  # a file of the folder that the row names first
                found.append(f"{folder}/{inside if bare else ''}{name}")
    return found


def _places_in_prose() -> list[str]:
    pages = ("architecture.md", "inside.md", "changing.md")
    page = "\n".join((ROOT / "docs" / name).read_text(encoding="utf-8") for name in pages)
    named = re.findall(
        r"`((?:registry|matching|notifications|indicators|platform|contract|catalogue)/[^`<]*)`",
        page,
    )
    paths = [name for name in named if "\u2026" not in name]
    return [f"{PREFIXES[path.partition('/')[0]]}/{path.partition('/')[2]}" for path in paths]


@pytest.mark.parametrize("path", [*_rooms_of_the_map(), *_places_in_prose()])
def test_what_the_docs_name_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_the_pages_name_places() -> None:
    assert len(_rooms_of_the_map()) > 40
    assert len(_places_in_prose()) > 10
