"""Each sentence has its translation, none is there for nothing; each fills in the same values."""

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from boucle.catalogue.wording.figures import NBSP, Language
from boucle.notifications.translating import translator
from boucle.portal.pages import translator as portal
from tests.contract.translations.catalogue import catalogues, each, kept, sentences, updated

EACH = pytest.mark.parametrize(
    "path", catalogues(), ids=lambda path: f"{path.stem}-{path.parts[-3]}"
)


def test_every_language_but_french_has_a_catalogue() -> None:
    languages = {*get_args(Language)} - {"fr"}
    assert {(path.stem, path.parts[-3]) for path in catalogues()} == {
        (package, language)
        for package in ("pages", "notifications", "portal", "registry")
        for language in languages
    }


@EACH
def test_a_catalogue_has_what_is_said_and_nothing_else(path: Path) -> None:
    """Mended by ``python -m tests.contract.translations.regenerate``."""
    assert path.read_bytes().decode() == updated(path).decode()


@EACH
def test_every_sentence_is_translated(path: Path) -> None:
    for message in sentences(kept(path)):
        asked, said = each(message.id), each(message.string)
        assert len(said) == len(asked), f"{message.id} is not translated"
        for sentence in said:
            assert sentence, f"{message.id} is not translated"
            assert _values(sentence) == _values(asked[-1]), f"{message.id} fills in other values"


@EACH
def test_sentences_are_keyed_with_plain_spaces(path: Path) -> None:
    for message in sentences(kept(path)):
        assert not any(NBSP in sentence for sentence in each(message.id))


def test_no_sentence_hides_in_an_f_string() -> None:
    """There it is not found: an English mail had a French sentence in its foot."""
    hidden = [
        f"{path.name}: {part.group()}"
        for path in sorted(Path().glob("*/*/src/boucle/**/*.py"))
        for part in re.finditer(r"""f(["']).*\{_\((?!\1).*?\)\}""", path.read_text("utf-8"))
    ]
    assert hidden == []


def test_templates_count_by_what_is_extracted() -> None:
    """``_.ngettext`` is not found there: English pages had French counts."""
    hidden = [
        f"{path.name}: {line.strip()}"
        for path in sorted(Path().glob("*/*/src/boucle/**/templates/**/*"))
        if path.suffix in {".html", ".txt"}
        for line in path.read_text("utf-8").splitlines()
        if "_.ngettext" in line
    ]
    assert hidden == []


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", ["0 synergie", "1 synergie", "2 synergies"]),
     ("en", ["0 synergies", "1 synergy", "2 synergies"])],
)  # fmt: skip
def test_a_count_reads_in_each_language(language: Language, said: list[str]) -> None:
    _ = portal(language)
    assert [_.ngettext("{count} synergie", "{count} synergies", n) for n in range(3)] == said


def test_a_sentence_reads_in_each_language() -> None:
    assert translator("fr")("Votre site") == "Votre site"
    assert translator("en")("Votre site") == "Your site"


def _values(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}
