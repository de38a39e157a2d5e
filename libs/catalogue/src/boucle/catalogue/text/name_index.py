"""Index every name of every family by its words."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Final

from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.text.lexicon import TradeName, names_of_one_and_of_many_things
from boucle.catalogue.text.spelling import trigrams
from boucle.catalogue.text.vocabulary import GENERIC_WORDS, NEUTRAL, QUALIFIERS, SOILED
from boucle.catalogue.text.words import fold, words, words_of_purpose

LISTED: Final = frozenset(map(fold, GENERIC_WORDS | QUALIFIERS))
"""Words that are listed as holding for many things."""
_PLAIN: Final = frozenset(map(fold, NEUTRAL)) | LISTED
SOILED_WORDS: Final = frozenset(map(fold, SOILED))
_NONE: Final[frozenset[str]] = frozenset()  # one for all: an empty intersection takes 216 bytes
_MANY: Final = 14  # families per word from which the word is not specific
_LEAST_ALONE: Final = 3  # least letters of a trade's one-word name
_LEAST_LETTERS: Final = 4  # least letters of a word that may be misspelt


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name. `ordered`: its words in order, so that sums are equal in every process; `purpose`:
    those that say what it is for; `trade`: a trade's name, which needs all of its words; `vague`:
    trades call many other things so."""

    family: str
    text: str
    tokens: frozenset[str]
    ordered: tuple[str, ...]
    soiled: frozenset[str]
    purpose: frozenset[str]
    weight: float
    trade: bool
    vague: bool

    def is_part_of(self, other: "Phrase") -> bool:
        """Tell whether another name has all these words (`furnace slag` in `blast furnace
        slag`)."""
        return self.tokens < other.tokens and self.family != other.family


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Phrases by word, trades' by their rarest word, and each word's information. Rare words carry
    more; `generic`: words that apply to many things."""

    phrases: tuple[Phrase, ...]
    by_word: Mapping[str, tuple[int, ...]]
    of_trades: Mapping[str, tuple[int, ...]]
    information: Mapping[str, float]
    by_trigram: Mapping[str, tuple[str, ...]]
    generic: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Name:
    family: str
    text: str
    tokens: frozenset[str]
    trade: bool


@cache
def name_index(catalogue: Catalogue) -> NameIndex:
    of_one_thing, vague = names_of_one_and_of_many_things(catalogue)
    names = _names(catalogue, of_one_thing)
    own = _families_of(name for name in names if not name.trade)
    families_of = _families_of(name for name in names if name.trade) | own
    count = len(catalogue.families)
    information = {token: log(1 + count / len(of)) for token, of in sorted(families_of.items())}
    phrases = tuple(_phrase(name, information, name.tokens in vague) for name in names)
    many = {token for token, of in own.items() if len(of) >= _MANY}
    return NameIndex(
        phrases,
        _by_word(phrases),
        _by_rarest_word(phrases, information),
        information,
        _by_trigram(own),
        LISTED | many,
    )


def _families_of(names: Iterable[_Name]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name in names:
        for token in name.tokens:
            found.setdefault(token, set()).add(name.family)
    return found


def _names(catalogue: Catalogue, trades: Iterable[TradeName]) -> list[_Name]:
    own = [
        _Name(family.key, text, frozenset(words(text)), trade=False)
        for family in catalogue.families
        for text in dict.fromkeys(
            (family.label_fr, family.label_en, *family.synonyms, *family.formulas)
        )
    ]
    existing = {name.tokens for name in own}
    own_words = _families_of(own)
    of_trades = (
        _Name(name.family, name.text, name.tokens, trade=True)
        for name in trades
        if name.tokens not in existing and _is_specific(name, own_words)
    )
    return [name for name in (*own, *of_trades) if name.tokens]


def _is_specific(name: TradeName, own: Collection[str]) -> bool:
    """Tell whether a trade's name is specific enough. Not all its words may be generic; a single
    word needs three letters and no use in a catalogue name (`silicon`)."""
    if name.tokens <= _PLAIN:
        return False
    (first, *others) = name.tokens
    return bool(others) or (len(first) >= _LEAST_ALONE and first not in own)


def _phrase(name: _Name, information: Mapping[str, float], vague: bool) -> Phrase:
    ordered = tuple(sorted(name.tokens))
    weight = sum(information[token] for token in ordered)
    soiled = (name.tokens & SOILED_WORDS) or _NONE
    purpose = words_of_purpose(name.text) or _NONE
    return Phrase(
        name.family, name.text, name.tokens, ordered, soiled, purpose, weight, name.trade, vague
    )


def _by_word(phrases: Iterable[Phrase]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for number, phrase in enumerate(phrases):
        for token in () if phrase.trade else phrase.ordered:
            found.setdefault(token, []).append(number)
    return {token: tuple(numbers) for token, numbers in found.items()}


def _by_rarest_word(
    phrases: Iterable[Phrase], information: Mapping[str, float]
) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for number, phrase in enumerate(phrases):
        if phrase.trade:
            rarest = max(phrase.ordered, key=lambda token: information[token])
            found.setdefault(rarest, []).append(number)
    return {token: tuple(numbers) for token, numbers in found.items()}


def _by_trigram(tokens: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for token in sorted(tokens):
        if len(token) >= _LEAST_LETTERS:
            for piece in trigrams(token):
                found.setdefault(piece, []).append(token)
    return {piece: tuple(each) for piece, each in found.items()}
