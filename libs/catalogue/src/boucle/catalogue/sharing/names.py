"""Fold the words of a text, without gender, and index the names they are compared with. Pure."""

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from boucle.catalogue.sharing.loader import sharing_catalogue
from boucle.catalogue.text.spelling import slips
from boucle.catalogue.text.vocabulary import PURPOSE
from boucle.catalogue.text.words import fold, without_accents

SharingText = Literal["service", "equipment", "workforce"]
SURE: Final = 1.0
_HINT: Final = 0.3
_MORE: Final = 0.5  # points per further word of a name
_START: Final = 3
_LONG: Final = 7  # least length of a word with a letter missing, extra or swapped
_DETAIL: Final = re.compile(r"[,;(\[]")
_SPLIT: Final = re.compile(r"[^a-z]+")
# What the masculine and the feminine of an occupation, and of what is said of it, have in common:
# `conductrice`, `vendeuse`, `ingénieure`; `gardienne`; `ouvrière`; `salariée`; `administrative`;
# `commise`, `spécialisée`; `chargée`; `cheffe`; `industrielle`, `maçonne`; `publique`. The first
# that fits counts.
_GENDER: Final = (
    (re.compile(r"([td])(?:eure?|rice|euse)s?$"), r"\1"),
    (re.compile(r"(?<=\w{3})(?:eure?|euse|eux)s?$"), ""),
    (re.compile(r"(?:ien|ienne)s?$"), "i"),
    (re.compile(r"(?:ier|iere)s?$"), "i"),
    (re.compile(r"(?<=\w{3})iee?s?$"), "y"),
    (re.compile(r"(?:if|ivee?)s?$"), "if"),
    (re.compile(r"(?<=\w{3})is(?:e{1,2}s?)?$"), "y"),
    (re.compile(r"(?<=\w{3})e{2,3}s?$"), ""),
    (re.compile(r"effe?s?$"), "ef"),
    (re.compile(r"(?<=\w{2})(ll|nn|tt)es?$"), lambda found: found[1][0]),
    (re.compile(r"(?:ic|ique)s?$"), "ic"),
    (re.compile(r"woman$"), "man"),
)
_OTHER_WORDS: Final[Mapping[str, str]] = {
    "femme": "homme",
    "hotesse": "hote",
    "maitresse": "maitre",
    "contremaitresse": "contremaitre",
    "barmaid": "barman",
}


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a subject; a text must have all its words."""

    subject: str
    text: str
    words: frozenset[str]
    points: float


@dataclass(frozen=True, slots=True)
class Names:
    """Names, by one of their words each. ``starts``: all words of names, by their first letters."""

    by_word: Mapping[str, tuple[Name, ...]]
    starts: Mapping[str, frozenset[str]]

    def within(self, words: Set[str]) -> list[Name]:
        """Return the names of which a text has all words."""
        found = (name for word in sorted(words) for name in self.by_word.get(word, ()))
        return [name for name in found if name.words <= words]

    def matches(self, word: str) -> frozenset[str]:
        """Return the words of names that a word is, or misspells."""
        near = self.starts.get(word[:_START], frozenset())
        return frozenset([word]) if word in near else frozenset(w for w in near if _slip(word, w))


@cache
def names_of(kind: SharingText) -> Names:
    catalogue = sharing_catalogue()
    if kind == "workforce":
        found = [
            _name(each.code, text, SURE)
            for each in catalogue.occupations.named.values()
            for text in (*each.words, each.label_fr, each.label_en)
        ]
    else:
        found = [
            _name(each.key, text, points)
            for each in catalogue.subjects.values()
            if each.kind == kind
            for texts, points in (
                (each.hints, _HINT),
                (each.sure, SURE),
                ((each.label_fr, each.label_en), SURE),
            )
            for text in texts
        ]
        found += [
            _name(each.key, text, SURE)
            for each in catalogue.absent
            if each.kind == kind
            for text in (*each.words, each.label_fr, each.label_en)
        ]
    names = tuple({(each.subject, each.words): each for each in found if each.words}.values())
    by_word: dict[str, list[Name]] = {}
    for name in names:
        by_word.setdefault(max(name.words, key=lambda word: (len(word), word)), []).append(name)
    return Names({word: tuple(each) for word, each in by_word.items()}, _starts(names))


def text_words(text: str) -> list[str]:
    """Return the words that mean something, without gender."""
    return _meaning(_SPLIT.split(without_accents(text)))


def head_words(text: str, kind: SharingText) -> list[str]:
    """Return those that say what a thing is: all where it only says what it is for. What follows a
    title's first comma or bracket is no title."""
    if kind == "workforce":
        text = _DETAIL.split(text.strip(" ,(["), maxsplit=1)[0]
    plain = _SPLIT.split(without_accents(text))
    end = next((at for at, word in enumerate(plain) if at and word in PURPOSE), len(plain))
    return _meaning(plain[:end]) or _meaning(plain)


def _meaning(plain: Iterable[str]) -> list[str]:
    stop, stems = sharing_catalogue().stop, _stop_stems()
    folded = (_stem(word) for word in plain if word and word not in stop)
    return [stem for stem in folded if stem not in stems]


@cache
def _stop_stems() -> frozenset[str]:
    return frozenset(_stem(word) for word in sharing_catalogue().stop if len(word) > _LONG)


@lru_cache(maxsize=16_384)
def _stem(word: str) -> str:
    word = _OTHER_WORDS.get(word.removesuffix("s"), word)
    for ending, replacement in _GENDER:
        if len(word) > _START + 1 and ending.search(word):
            return ending.sub(replacement, word)
    stem = fold(word)
    return f"{stem[:-1]}y" if stem.endswith("i") and len(stem) > _START else stem


def _starts(names: Iterable[Name]) -> Mapping[str, frozenset[str]]:
    starts: dict[str, set[str]] = {}
    for word in (word for name in names for word in name.words):
        starts.setdefault(word[:_START], set()).add(word)
    return {start: frozenset(words) for start, words in starts.items()}


def _name(subject: str, text: str, points: float) -> Name:
    words = frozenset(text_words(text))
    return Name(subject, text, words, points + _MORE * (len(words) - 1))


def _slip(word: str, near: str) -> bool:
    """Tell whether one letter is missing, added or swapped; a changed letter makes another word."""
    if min(len(word), len(near)) < _LONG or word[-1] != near[-1]:
        return False
    return slips(word, near) == 1 and (len(word) != len(near) or sorted(word) == sorted(near))
