"""List how trades name what they give and need: `fond de cuve` is lees to a winery, oily water to a
fuel depot."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache
from sys import intern
from typing import Final

from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.declared_flow import Direction
from boucle.catalogue.text.words import words

_DIVISION: Final = 2
_MANY: Final = 8  # families per name from which the name is not specific


@dataclass(frozen=True, slots=True)
class TradeName:
    family: str
    text: str
    tokens: frozenset[str]


@cache
def names_of(catalogue: Catalogue, code: str, direction: Direction) -> tuple[TradeName, ...]:
    """Return the names of a class, group or division; a class's names go before its division's."""
    found: dict[frozenset[str], TradeName] = {}
    by_code = _by_code(catalogue)
    own = [each for each, _ in by_code if each.startswith(code)]
    for each in (*own, code[:_DIVISION]):
        for name in by_code.get((each, direction), ()):
            found.setdefault(name.tokens, name)
    return tuple(found.values())


def names_of_one_and_of_many_things(
    catalogue: Catalogue,
) -> tuple[list[TradeName], Set[frozenset[str]]]:
    """Return the names that mean one family in every trade, and the words of names with several
    meanings."""
    by_words: dict[frozenset[str], dict[str, TradeName]] = {}
    for names in _by_code(catalogue).values():
        for name in names:
            by_words.setdefault(name.tokens, {}).setdefault(name.family, name)
    of_one = [
        name
        for by_family in by_words.values()
        if len(by_family) == 1
        for name in by_family.values()
    ]
    return of_one, {tokens for tokens, by_family in by_words.items() if len(by_family) >= _MANY}


@cache
def _by_code(catalogue: Catalogue) -> Mapping[tuple[str, Direction], tuple[TradeName, ...]]:
    found: dict[tuple[str, Direction], list[TradeName]] = {}
    words_of: dict[str, frozenset[str]] = {}
    shared: dict[frozenset[str], frozenset[str]] = {}  # many names share their words
    for name in dict.fromkeys(name for line in catalogue.lexicon for name in line.names):
        tokens = frozenset(map(intern, words(name)))
        words_of[name] = shared.setdefault(tokens, tokens)
    for line in catalogue.lexicon:
        names = [
            TradeName(line.family, name, words_of[name]) for name in line.names if words_of[name]
        ]
        for code in line.naf:
            found.setdefault((code, line.direction), []).extend(names)
    return {key: tuple(names) for key, names in found.items()}
