"""How people of a trade name what leaves their site and what it needs: `fond de cuve` is lees to a
winery, oily water to a fuel depot."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache
from sys import intern
from typing import Final

from boucle.catalogue.catalogue import Catalogue
from boucle.catalogue.declared_flow import Direction
from boucle.catalogue.words import words

_DIVISION: Final = 2
_MANY: Final = 8  # families that one name means from which it tells none


@dataclass(frozen=True, slots=True)
class TradeName:
    """A name as written, and its words."""

    family: str
    text: str
    tokens: frozenset[str]


@cache
def names_of(catalogue: Catalogue, code: str, direction: Direction) -> tuple[TradeName, ...]:
    """What the trade of that class, group or division says; a class's names go before those that
    hold for its whole division."""
    found: dict[frozenset[str], TradeName] = {}
    by_code = _by_code(catalogue)
    own = [each for each, _ in by_code if each.startswith(code)]
    for each in (*own, code[:_DIVISION]):
        for name in by_code.get((each, direction), ()):
            found.setdefault(name.tokens, name)
    return tuple(found.values())


@cache
def names_of_one_thing(catalogue: Catalogue) -> tuple[TradeName, ...]:
    """The names that mean one family in every trade that has them."""
    return tuple(names[0] for names in _meant(catalogue).values() if len(names) == 1)


@cache
def names_of_many_things(catalogue: Catalogue) -> Set[frozenset[str]]:
    """The words of names that mean another family in nearly every trade: `fond de cuve`."""
    return {tokens for tokens, names in _meant(catalogue).items() if len(names) >= _MANY}


def _meant(catalogue: Catalogue) -> Mapping[frozenset[str], tuple[TradeName, ...]]:
    """One name a family for the same words."""
    meant: dict[frozenset[str], dict[str, TradeName]] = {}
    for names in _by_code(catalogue).values():
        for name in names:
            meant.setdefault(name.tokens, {}).setdefault(name.family, name)
    return {tokens: tuple(names.values()) for tokens, names in meant.items()}


@cache
def _by_code(catalogue: Catalogue) -> Mapping[tuple[str, Direction], tuple[TradeName, ...]]:
    found: dict[tuple[str, Direction], list[TradeName]] = {}
    shared: dict[frozenset[str], frozenset[str]] = {}  # many names have the same words
    for line in catalogue.lexicon:
        named = [(name, frozenset(map(intern, words(name)))) for name in line.names]
        names = [
            TradeName(line.family, name, shared.setdefault(tokens, tokens))
            for name, tokens in named
            if tokens
        ]
        for code in line.naf:
            found.setdefault((code, line.direction), []).extend(names)
    return {key: tuple(names) for key, names in found.items()}
