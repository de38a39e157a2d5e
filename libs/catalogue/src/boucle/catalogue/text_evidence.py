"""What the words of a text say of families: points, and the phrase that brings most of them."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from math import log
from typing import Final

from boucle.catalogue.catalogue import Catalogue
from boucle.catalogue.evidence import (
    GENERIC,
    GENERIC_PART,
    ORIGIN,
    ORIGIN_KNOWN,
    OTHER_MATTER,
    UNEXPLAINED,
)
from boucle.catalogue.spelling import nearest, tells, trigrams
from boucle.catalogue.vocabulary import (
    GENERIC_WORDS,
    LEFTOVERS,
    MATTERS,
    NEUTRAL,
    QUALIFIERS,
    SOILED,
)
from boucle.catalogue.words import fold, weighted_words, words

_MANY: Final = 14  # families that a word names from which it tells none
_OTHER_PHRASES: Final = 0.15  # what a family's other phrases add, of theirs
_BEYOND: Final = 0.02  # of points beyond what generic words may bring: it orders them
_TOGETHER: Final = 3  # generic words that tell where they say a name in full
_QUALIFIERS: Final = frozenset(map(fold, QUALIFIERS))
_LISTED: Final = frozenset(map(fold, GENERIC_WORDS | QUALIFIERS))
_NEUTRAL: Final = frozenset(map(fold, NEUTRAL)) | _LISTED
_SOILED: Final = frozenset(map(fold, SOILED))
_MATTERS: Final = frozenset(map(fold, MATTERS))
_LEFTOVERS: Final = frozenset(map(fold, LEFTOVERS))
_LETTERS: Final = 3  # of the shortest word that may be left unexplained


@dataclass(frozen=True, slots=True)
class Evidence:
    """`points` for a family, and the phrase that brings most of them; `words`: the phrase's that
    the text has; `known`: those that any phrase of the family has; `written`: the phrase's, as the
    text writes them; `generic`: they hold for many things; `complete`: they leave nothing of the
    text unexplained; `instead_of`: the family whose phrase it is, where the stated temperature
    makes it this one."""

    points: float
    said: str
    words: frozenset[str]
    whole: bool
    known: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()
    generic: bool = False
    complete: bool = False
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class _Phrase:
    """`ordered`: its words in order, so that sums are the same in every process."""

    family: str
    text: str
    tokens: frozenset[str]
    ordered: tuple[str, ...]
    soiled: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as written, folded, and how surely it means that of the vocabulary (1: it is it)."""

    written: str
    sure: float


@dataclass(frozen=True, slots=True)
class _Index:
    """Phrases by word, and the information each word brings (rare words bring more); `generic`:
    those that hold for many things."""

    phrases: tuple[_Phrase, ...]
    by_word: Mapping[str, tuple[int, ...]]
    information: Mapping[str, float]
    by_trigram: Mapping[str, tuple[str, ...]]
    generic: frozenset[str]


@lru_cache(maxsize=256)  # one question is read to be understood, answered, warned of
def from_text(catalogue: Catalogue, text: str) -> Mapping[str, Evidence]:
    """What speaks for each family that a word of the text speaks for."""
    index = _index(catalogue)
    weights = weighted_words(text)
    known = _known_words(index, weights)
    worth = {word: index.information[word] * each.sure for word, each in known.items()}
    right = {word for word, each in known.items() if tells(each.written, word)}
    best: dict[str, tuple[float, _Phrase]] = {}
    rest: dict[str, float] = {}
    stated_of: dict[str, set[str]] = {}
    for number in sorted({n for word in known for n in index.by_word[word]}):
        phrase = index.phrases[number]
        stated = [word for word in phrase.ordered if word in known]
        if not _names(phrase, stated, right):
            continue
        family, points = phrase.family, _points(phrase, stated, worth)
        rest[family] = rest.get(family, 0.0) + points
        stated_of.setdefault(family, set()).update(stated)
        if family not in best or points > best[family][0]:
            best[family] = (points, phrase)
    kinds = _kinds(weights)
    most = log(1 + len(catalogue.families))
    of_origin = {
        each.written: ORIGIN_KNOWN * index.information[word] / most for word, each in known.items()
    }
    found = {}
    for family, (points, phrase) in best.items():
        each = _evidence(index, phrase, points, known, frozenset(stated_of[family]))
        found[family] = _with_rest(each, rest[family], known, weights, of_origin, kinds)
    return found


def known_words(catalogue: Catalogue) -> Set[str]:
    """The words of all names and formulas, folded."""
    return _index(catalogue).by_word.keys()


def _points(phrase: _Phrase, stated: list[str], worth: Mapping[str, float]) -> float:
    """Information shared with a phrase, squared down by how much of the phrase is missing."""
    shared = sum(worth[word] for word in stated)
    coverage = shared / phrase.weight
    return shared * coverage * coverage


def _evidence(
    index: _Index,
    phrase: _Phrase,
    points: float,
    known: Mapping[str, _Word],
    stated_of_family: frozenset[str],
) -> Evidence:
    """It tells where a word of it does, or where it is whole and several words together do."""
    stated = phrase.tokens & known.keys()
    whole = stated == phrase.tokens
    together = whole and len(stated) >= (_TOGETHER if stated <= _LISTED else 2)
    return Evidence(
        points,
        phrase.text,
        stated,
        whole,
        known=stated_of_family,
        written=frozenset(known[word].written for word in stated),
        generic=not together and stated <= index.generic,
    )


def _with_rest(
    strongest: Evidence,
    all_points: float,
    known: Mapping[str, _Word],
    weights: Mapping[str, float],
    of_origin: Mapping[str, float],
    kinds: Sequence[Set[str]],
) -> Evidence:
    """With a part of what the family's other phrases bring, less what stays unexplained."""
    others = min(strongest.points, _OTHER_PHRASES * (all_points - strongest.points))
    points = strongest.points + others
    if strongest.generic:
        most = GENERIC if strongest.whole else GENERIC_PART
        points = min(points, most) + _BEYOND * points
    explained = {known[word].written for word in strongest.known}
    unexplained = _unexplained(explained, weights, of_origin)
    tell = len(strongest.words - _LISTED)
    if tell < len(UNEXPLAINED):
        points *= UNEXPLAINED[tell] ** unexplained
    if any(kind.isdisjoint(explained) for kind in kinds):
        points *= OTHER_MATTER
    return replace(strongest, points=points, complete=strongest.whole and not unexplained)


def _kinds(weights: Mapping[str, float]) -> list[Set[str]]:
    """Words of which a family must explain one, or it is another kind of thing: the matter that the
    text begins with, where it tells then of what or of whom; those that say that it is soiled."""
    first, second, *_ = (*(word for word in weights if word not in _QUALIFIERS), "", "")
    matter = {first} if first in _MATTERS and weights.get(second, 1.0) < 1 else set()
    return [kind for kind in (matter, _SOILED & weights.keys()) if kind]


def names_a_matter(text: str) -> bool:
    """Whether the text begins with a matter or says that the thing is soiled."""
    return bool(_kinds(weighted_words(text)))


def _unexplained(
    explained: set[str], weights: Mapping[str, float], tells_origin: Mapping[str, float]
) -> float:
    """How many words of the text a family does not explain; those of an origin count less, those
    that hold for many things only where the text begins with one (`pulpes` of anything)."""
    first = next((word for word in weights if word not in _QUALIFIERS), "")
    heads = {first} - _LEFTOVERS
    left = (
        1.0 if weight == 1 else tells_origin.get(word, ORIGIN)
        for word, weight in weights.items()
        if word not in explained
        and (word not in _NEUTRAL or (word in heads and word in _LISTED))
        and len(word) >= _LETTERS
        and not word.isdigit()
    )
    return sum(left)


def _names(phrase: _Phrase, stated: Sequence[str], right: Set[str]) -> bool:
    """A letter or a figure alone names nothing, nor does a part of a name that is not even spelt
    right; what is soiled is said to be."""
    return (
        (len(stated) == len(phrase.tokens) or not right.isdisjoint(stated))
        and any(len(word) > 1 and not word.isdigit() for word in stated)
        and phrase.soiled.issubset(stated)
    )


def _known_words(index: _Index, written: Mapping[str, float]) -> dict[str, _Word]:
    """Words of the vocabulary meant by the text, each with how surely."""
    known: dict[str, _Word] = {}
    for word, weight in written.items():
        meant = [(word, 1.0)] if word in index.by_word else _misspelt(index, word)
        for near, sure in meant:
            if near not in known or known[near].sure < sure * weight:
                known[near] = _Word(word, sure * weight)
    return known


def _misspelt(index: _Index, word: str) -> list[tuple[str, float]]:
    """Figures are not misspelt: `H2SO5`, `E41` are other things than `H2SO4`, `E40`."""
    if any(letter.isdigit() for letter in word):
        return []
    return nearest(index.by_trigram, word)


def _phrase(
    family: str, text: str, tokens: frozenset[str], information: Mapping[str, float]
) -> _Phrase:
    ordered = tuple(sorted(tokens))
    weight = sum(information[token] for token in ordered)
    return _Phrase(family, text, tokens, ordered, tokens & _SOILED, weight)


@cache
def _index(catalogue: Catalogue) -> _Index:
    spoken = [
        (family.key, text, frozenset(words(text)))
        for family in catalogue.families
        for text in dict.fromkeys(
            (family.label_fr, family.label_en, *family.synonyms, *family.formulas)
        )
    ]
    spoken = [entry for entry in spoken if entry[2]]
    families_of: dict[str, set[str]] = {}
    for family, _, tokens in spoken:
        for token in tokens:
            families_of.setdefault(token, set()).add(family)
    count = len(catalogue.families)
    information = {token: log(1 + count / len(of)) for token, of in sorted(families_of.items())}
    phrases = tuple(_phrase(family, text, tokens, information) for family, text, tokens in spoken)
    by_word: dict[str, list[int]] = {}
    for number, phrase in enumerate(phrases):
        for token in phrase.tokens:
            by_word.setdefault(token, []).append(number)
    by_trigram: dict[str, list[str]] = {}
    for token in sorted(by_word):
        if len(token) >= 4:
            for piece in trigrams(token):
                by_trigram.setdefault(piece, []).append(token)
    return _Index(
        phrases,
        {word: tuple(numbers) for word, numbers in by_word.items()},
        information,
        {piece: tuple(tokens) for piece, tokens in by_trigram.items()},
        _LISTED | {token for token, of in families_of.items() if len(of) >= _MANY},
    )
