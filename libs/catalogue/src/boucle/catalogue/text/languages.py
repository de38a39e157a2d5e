"""Detect a text that is neither French nor English, by its words and letters. Pure."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from boucle.catalogue.text.vocabulary import DESTINATION, ORIGIN, STOP
from boucle.catalogue.text.words import without_accents

_FILE: Final = tomllib.loads((files("boucle.catalogue") / "data/languages.toml").read_text("utf-8"))
_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORT: Final = 3  # most words of a text whose language one word settles
_ENOUGH: Final = 2


@dataclass(frozen=True, slots=True)
class Language:
    """`name_fr`, `name_en`: its name in French and in English."""

    code: str
    name_fr: str
    name_en: str
    letters: frozenset[str]
    words: frozenset[str]


_OTHERS: Final = tuple(
    Language(
        code,
        name_fr=each["name"][0],
        name_en=each["name"][1],
        letters=frozenset(each["letters"]),
        words=frozenset(each["words"].split()),
    )
    for code, each in _FILE.items()
)
_OURS: Final = STOP | ORIGIN | DESTINATION


def other_language(text: str) -> Language | None:
    """Return the language of most words of a text; None for French, English or undecided."""
    letters = unicodedata.normalize("NFC", text.lower())
    written = [without_accents(word) for word in _WORD.findall(letters)]
    best, own, _ = max(
        ((each, *_hits(each, letters, written)) for each in _OTHERS),
        key=lambda found: (found[1], found[2]),
    )
    ours = sum(word in _OURS and word not in best.words for word in written)
    enough = own >= _ENOUGH or (own == 1 and len(written) <= _SHORT and not ours)
    return best if enough and own > ours else None


def _hits(language: Language, letters: str, written: list[str]) -> tuple[int, int]:
    """Count the words and letters that French and English lack, and all of them."""
    by_letter = bool(language.letters.intersection(letters))
    words = [word for word in written if word in language.words]
    return by_letter + sum(word not in _OURS for word in words), by_letter + len(words)
