"""What the pages on the design and on changes name is there; pages that grow are read by nobody."""

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
    "libs/pages": "libs/pages/src/boucle/pages",
}


def _places_in_prose() -> list[str]:
    pages = ("architecture.md", "inside.md", "changing.md")
    page = "\n".join((ROOT / "docs" / name).read_text(encoding="utf-8") for name in pages)
    named = re.findall(
        r"`((?:registry|matching|notifications|indicators|platform|contract|catalogue)/[^`<]*)`",
        page,
    )
    paths = [name for name in named if "\u2026" not in name]
    return [f"{PREFIXES[path.partition('/')[0]]}/{path.partition('/')[2]}" for path in paths]


@pytest.mark.parametrize("path", _places_in_prose())
def test_what_the_docs_name_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_the_pages_name_places() -> None:
    assert len(_places_in_prose()) > 10


@pytest.mark.parametrize(("page", "most"), [("README.md", 700), ("docs/architecture.md", 2500)])
def test_what_everybody_reads_is_short(page: str, most: int) -> None:
    assert len((ROOT / page).read_text(encoding="utf-8").split()) <= most


def test_a_cell_of_the_readme_has_few_links() -> None:
    cells = (ROOT / "README.md").read_text(encoding="utf-8").split("|")
    assert max(cell.count("](") for cell in cells) <= 8
