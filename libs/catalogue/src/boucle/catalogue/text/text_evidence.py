"""Compute how much the words of a text support each family, and by which phrase."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from math import log
from typing import Final

from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.text.evidence import (
    GENERIC,
    GENERIC_PART,
    ORIGIN,
    ORIGIN_KNOWN,
    OTHER_MATTER,
    UNEXPLAINED,
)
from boucle.catalogue.text.name_index import LISTED, SOILED_WORDS, NameIndex, Phrase, name_index
from boucle.catalogue.text.spelling import is_form_of, nearest
from boucle.catalogue.text.vocabulary import LEFTOVERS, MATTERS, NEUTRAL, QUALIFIERS
from boucle.catalogue.text.words import fold, weighted_words

_OTHER_PHRASES: Final = 0.15  # part of a family's other phrases that counts
_BEYOND: Final = 0.02  # part of points above the limit of generic words, to order them
_TOGETHER: Final = 3  # generic words that count together if they are a full name
_QUALIFIERS: Final = frozenset(map(fold, QUALIFIERS))
_NEUTRAL: Final = frozenset(map(fold, NEUTRAL)) | LISTED
_MATTERS: Final = frozenset(map(fold, MATTERS))
_LEFTOVERS: Final = frozenset(map(fold, LEFTOVERS))
_LETTERS: Final = 3  # length of the shortest word that may stay unexplained


@dataclass(frozen=True, slots=True)
class Evidence:
    """Points of a family, with the phrase that brings most of them. `words`: the phrase's words in
    the text; `name_words`: those in any phrase of the family; `written`: as the text writes them;
    `generic`: they apply to many things; `complete`: they explain the whole text; `instead_of`: the
    family of the phrase, if the stated temperature changed it."""

    points: float
    phrase: str
    words: frozenset[str]
    whole: bool
    name_words: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()
    generic: bool = False
    complete: bool = False
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as written, folded, with the certainty that it means that of the vocabulary (1:
    equal)."""

    written: str
    sure: float


@dataclass(frozen=True, slots=True)
class _TextWords:
    """What a text says. The words it means, those a family must explain with the weight of each,
    those of which it must explain one, and those that say what the thing is for."""

    recognised: Mapping[str, _Word]
    to_explain: Mapping[str, float]
    kinds: Sequence[Set[str]]
    aside: Set[str]

    def stated(self, phrase: Phrase) -> list[str]:
        """Return the phrase's words that the text says; of what the thing is for, only where the
        phrase says it so."""
        return [
            word
            for word in phrase.ordered
            if (each := self.recognised.get(word)) is not None
            and (each.written not in self.aside or word in phrase.purpose)
        ]


@dataclass(slots=True)
class _Support:
    """What supports a family. The phrase with most `points`, the points of all its phrases, and
    their words in the text."""

    phrase: Phrase
    points: float
    all_points: float = 0.0
    words: set[str] = field(default_factory=set)


@lru_cache(maxsize=256)  # one request reads the same text several times
def from_text(
    catalogue: Catalogue, text: str, aside: frozenset[str] = frozenset()
) -> Mapping[str, Evidence]:
    """Return the evidence of each family. `aside`: words that say what the thing is for; they speak
    for names that say so, and need no explanation."""
    index = name_index(catalogue)
    weights = weighted_words(text)
    recognised = _recognised_words(index, weights)
    of_trades = _names_of_trades(index, weights)
    for number in of_trades:
        for word in index.phrases[number].ordered:
            recognised.setdefault(word, _Word(word, weights[word]))
    most = log(1 + len(catalogue.families))
    of_origin = {
        each.written: ORIGIN_KNOWN * index.information[word] / most
        for word, each in recognised.items()
    }
    to_explain = _to_explain(weights, of_origin)
    left = {word: weight for word, weight in to_explain.items() if word not in aside}
    words_said = _TextWords(recognised, left, _kinds(weights), aside)
    support = _supports(index, words_said, of_trades)
    return {family: _evidence(index, each, words_said) for family, each in support.items()}


def _supports(
    index: NameIndex, words_said: _TextWords, of_trades: list[int]
) -> dict[str, _Support]:
    recognised = words_said.recognised
    information = {word: index.information[word] * each.sure for word, each in recognised.items()}
    right = {word for word, each in recognised.items() if is_form_of(each.written, word)}
    # A single letter or a number names nothing.
    naming = {word for word in recognised if len(word) > 1 and not word.isdigit()}
    found: dict[str, _Support] = {}
    for number in (
        sorted({n for word in recognised for n in index.by_word.get(word, ())}) + of_trades
    ):
        phrase = index.phrases[number]
        stated = [word for word in phrase.ordered if word in recognised]
        if words_said.aside:
            stated = words_said.stated(phrase)
        if naming.isdisjoint(stated) or not _names(phrase, stated, right):
            continue
        points = _points(phrase, stated, information)
        best = found.get(phrase.family)
        if best is None:
            best = found[phrase.family] = _Support(phrase, points)
        elif points > best.points and not (
            phrase.trade and _is_more_specific(best.phrase, phrase, recognised)
        ):
            best.phrase, best.points = phrase, points
        best.all_points += points
        best.words.update(stated)
    return found


def _is_more_specific(own: Phrase, trade: Phrase, recognised: Mapping[str, _Word]) -> bool:
    """Tell whether the text has all of the catalogue's name, and that tells more than the
    trade's."""
    return own.tokens <= recognised.keys() and len(own.tokens - LISTED) > len(trade.tokens - LISTED)


def _names_of_trades(index: NameIndex, written: Mapping[str, float]) -> list[int]:
    """Return trades' names that the text has whole, exactly spelt and together. Not as an origin,
    nor within a longer name of another thing."""
    heads = {word for word, weight in written.items() if weight == 1}
    places = {word: place for place, word in enumerate(written)}
    found = [
        number
        for number in _whole(index, index.of_trades, written)
        if index.phrases[number].tokens & heads
        and _together([places[word] for word in index.phrases[number].tokens])
    ]
    if not found:
        return []
    whole = [index.phrases[n] for n in (*_whole(index, index.by_word, written), *found)]
    return sorted(n for n in found if not any(index.phrases[n].is_part_of(each) for each in whole))


def _together(places: Sequence[int]) -> bool:
    return max(places) - min(places) <= len(places)


def _whole(
    index: NameIndex, by_word: Mapping[str, tuple[int, ...]], written: Mapping[str, float]
) -> set[int]:
    numbers = {number for word in written for number in by_word.get(word, ())}
    return {number for number in numbers if index.phrases[number].tokens <= written.keys()}


def vocabulary_words(catalogue: Catalogue) -> Set[str]:
    """Return the words of all names and formulas, folded."""
    return name_index(catalogue).by_word.keys()


def _points(phrase: Phrase, stated: list[str], information: Mapping[str, float]) -> float:
    """Return the information shared with a phrase, reduced by the square of what is missing."""
    shared = sum([information[word] for word in stated])
    coverage = shared / phrase.weight
    return shared * coverage * coverage


def _evidence(index: NameIndex, support: _Support, words_said: _TextWords) -> Evidence:
    """Return a family's strongest phrase, less what stays unexplained. It counts if one of its
    words names the thing, or if several words together are the whole phrase."""
    phrase, recognised = support.phrase, words_said.recognised
    stated = phrase.tokens & recognised.keys()
    if words_said.aside:
        stated = frozenset(words_said.stated(phrase))
    whole = stated == phrase.tokens
    together = whole and len(stated) >= (_TOGETHER if stated <= LISTED else 2)
    generic = phrase.vague or (not together and stated <= index.generic)
    points = _points_of_all(support, generic, whole)
    explained = {recognised[word].written for word in support.words}
    unexplained = sum(
        [missed for word, missed in words_said.to_explain.items() if word not in explained]
    )
    specific = len(stated - LISTED)
    if specific < len(UNEXPLAINED):
        points *= UNEXPLAINED[specific] ** unexplained
    if any(kind.isdisjoint(explained) for kind in words_said.kinds):
        points *= OTHER_MATTER
    return Evidence(
        points,
        phrase.text,
        stated,
        whole,
        name_words=frozenset(support.words),
        written=frozenset(recognised[word].written for word in stated),
        generic=generic,
        complete=whole and not unexplained,
    )


def _points_of_all(support: _Support, generic: bool, whole: bool) -> float:
    """Add a part of what the family's other phrases bring."""
    others = min(support.points, _OTHER_PHRASES * (support.all_points - support.points))
    points = support.points + others
    if not generic:
        return points
    return min(points, GENERIC if whole else GENERIC_PART) + _BEYOND * points


def _kinds(weights: Mapping[str, float]) -> list[Set[str]]:
    """Return sets of words of which a family must explain one. They are the matter that the text
    begins with, if it then names a thing or an owner, and words for soiled."""
    first, second, *_ = (*(word for word in weights if word not in _QUALIFIERS), "", "")
    matter = {first} if first in _MATTERS and weights.get(second, 1.0) < 1 else set()
    return [kind for kind in (matter, SOILED_WORDS & weights.keys()) if kind]


def names_a_matter(text: str) -> bool:
    """Tell whether the text begins with a matter or says that the thing is soiled."""
    return bool(_kinds(weighted_words(text)))


def _to_explain(
    weights: Mapping[str, float], tells_origin: Mapping[str, float]
) -> dict[str, float]:
    """Return the words that a family must explain, with weights. Words of an origin weigh less;
    generic ones count only if the text begins with one (`pulpes` of anything)."""
    first = next((word for word in weights if word not in _QUALIFIERS), "")
    heads = {first} - _LEFTOVERS
    return {
        word: 1.0 if weight == 1 else tells_origin.get(word, ORIGIN)
        for word, weight in weights.items()
        if (word not in _NEUTRAL or (word in heads and word in LISTED))
        and len(word) >= _LETTERS
        and not word.isdigit()
    }


def _names(phrase: Phrase, stated: Sequence[str], right: Set[str]) -> bool:
    """Tell whether the phrase names the thing. Not part of a trade's name, nor misspelt words; a
    soiled thing must be named soiled."""
    whole = len(stated) == len(phrase.ordered)
    spelt = whole or not (phrase.trade or right.isdisjoint(stated))
    return spelt and phrase.soiled.issubset(stated)


def _recognised_words(index: NameIndex, written: Mapping[str, float]) -> dict[str, _Word]:
    recognised: dict[str, _Word] = {}
    for word, weight in written.items():
        readings = [(word, 1.0)] if word in index.by_word else _misspelt(index, word)
        for near, sure in readings:
            if near not in recognised or recognised[near].sure < sure * weight:
                recognised[near] = _Word(word, sure * weight)
    return recognised


def _misspelt(index: NameIndex, word: str) -> list[tuple[str, float]]:
    """Return likely spellings; figures are never misspelt (`H2SO5` is not `H2SO4`)."""
    if any(letter.isdigit() for letter in word):
        return []
    return nearest(index.by_trigram, word)
