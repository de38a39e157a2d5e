"""What the pages on the design and on changes name is there; pages that grow are read by nobody."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PREFIXES = {
    "registry": "services/registry/src/boucle/registry",
    "matching": "services/matching/src/boucle/matching",
    "notifications": "services/notifications/src/boucle/notifications",
    "portal": "services/portal/src/boucle/portal",
    "indicators": "services/indicators/src/boucle/indicators",
    "libs/common": "libs/common/src/boucle",
    "platform": "libs/common/src/boucle/platform",
    "contract": "libs/common/src/boucle/contract",
    "libs/catalogue": "libs/catalogue/src/boucle/catalogue",
    "catalogue": "libs/catalogue/src/boucle/catalogue",
    "libs/pages": "libs/pages/src/boucle/pages",
}


PAGES = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
WRITTEN = [page for page in PAGES if page.name != "rooms.md"]  # made from docstrings
MOST_WORDS = 56_400  # of all pages, without code and what is a translation of another page
TRANSLATED = ("demarrage.md",)
_CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LONGEST_SENTENCE = 25  # words; code and the address of a link count as one


def _places_in_prose() -> list[str]:
    pages = ("architecture.md", "inside.md", "changing.md")
    page = "\n".join((ROOT / "docs" / name).read_text(encoding="utf-8") for name in pages)
    named = re.findall(
        r"`((?:registry|matching|notifications|indicators|portal|platform|contract|catalogue)/[^`<]*)`",
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


def test_the_docs_as_a_whole_are_short() -> None:
    counted = (page for page in PAGES if page.name not in TRANSLATED)
    texts = (re.sub(_CODE, "", page.read_text(encoding="utf-8")) for page in counted)
    assert sum(len(text.split()) for text in texts) <= MOST_WORDS


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_sentences_are_short(page: Path) -> None:
    sentences = _sentences(page.read_text(encoding="utf-8"))
    assert [one for one in sentences if _words(one) > LONGEST_SENTENCE] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(
        r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if not link.startswith("http"):
            path, _, anchor = link.partition("#")
            target = page.parent / path if path else page
            assert target.exists(), link
            assert not anchor or anchor in _anchors(target), link


def _sentences(text: str) -> Iterator[str]:
    """Without code and headings. An item of a list, a cell and what follows a colon are apart."""
    prose = re.sub(r"^```.*?^```|^#.*?$", "", text, flags=re.MULTILINE | re.DOTALL)
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*|<]|\d+\.) ?)", prose):
        for part in re.split(r"(?<!\\)\|", block) if block.lstrip().startswith("|") else [block]:
            plain = re.sub(r"`[^`]*`", "code", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", part))
            yield from re.split(r"(?<=[.!?:])[\"”»)*]*\s+", plain)


def _words(sentence: str) -> int:
    return sum(any(letter.isalnum() for letter in word) for word in sentence.split())


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
