"""Find the families that a text may mean, without those that a better one explains."""

from functools import lru_cache, partial
from typing import Final

from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.model import Nature
from boucle.catalogue.text.classification import Suggestion, classify, is_kind_of
from boucle.catalogue.text.evidence import SURE
from boucle.catalogue.text.text_evidence import vocabulary_words
from boucle.catalogue.text.vocabulary import QUALIFIERS
from boucle.catalogue.text.words import (
    fold,
    head_words,
    stated_temperature,
    without_destination,
    words,
    words_after_place,
    words_of_destination,
)

FAMILIES: Final = 4
_CLEAR: Final = 0.35
_NEAR: Final = 0.5
_ENOUGH: Final = 3
_BEHIND: Final = 0.6
_NEARLY: Final = 0.8
_ANY: Final = frozenset(map(fold, QUALIFIERS))  # `wool waste` in `glass wool waste` is not wool


def likely(
    catalogue: Catalogue,
    text: str | None,
    *,
    low: str | None = None,
    naf: str | None = None,
    nature: Nature | None = None,
) -> list[Suggestion]:
    """Return the families that text and code may mean, at most four, the first named first. A
    destination (`for`, `pour`...) counts only if the rest is unclear, or if it completes another
    name (`glass bottles for refilling`). A family is dropped if a better one has all its words and
    more (`marc` of grapes in `marc de café`). Beside a sure one, families far behind are dropped,
    and those that only the origin or the use supports (the acid in `cooling water of an acid
    plant`, the paper in `paper mill effluent`)."""
    return list(_likely(catalogue, text or "", low, naf, nature))


@lru_cache(maxsize=128)  # one request reads the same text several times
def _likely(
    catalogue: Catalogue, text: str, low: str | None, naf: str | None, nature: Nature | None
) -> tuple[Suggestion, ...]:
    head = head_words(text)
    ask = partial(
        classify,
        catalogue,
        low=low,
        naf=naf,
        nature=nature,
        temperature=stated_temperature(text),
        limit=FAMILIES,
        in_full=True,
    )
    found, in_full = ask(without_destination(text)), ask(text)
    found = _with_destination(found, in_full, head, frozenset(words_of_destination(text)))
    after = words_after_place(text)
    first = _first_named(found, after) or _first_named(found, head) or next(iter(found), None)
    result: list[Suggestion] = []
    for each in sorted(found, key=lambda each: each is not first):
        if not _explained(each, result, head) and not (
            result and _aside(each, result[0], head, after)
        ):
            result.append(each)
    return tuple(result)


def understood(catalogue: Catalogue, text: str) -> bool:
    """Tell whether any word, misspelt too, may name a thing."""
    return not vocabulary_words(catalogue).isdisjoint(words(text)) or bool(likely(catalogue, text))


def plausible(suggestions: list[Suggestion]) -> tuple[str, ...]:
    """Return the families to check a flow's other fields against, at most three. One or two guesses
    are not enough, three are (`huile`: of three kinds, none in bales)."""
    first = max((each.score for each in suggestions), default=0.0)
    near = [each for each in suggestions if each.score >= _NEAR * first][:_ENOUGH]
    if len(near) < _ENOUGH and first < SURE:
        return ()
    return tuple(each.family for each in near)


def _explained(guess: Suggestion, result: list[Suggestion], head: frozenset[str]) -> bool:
    """Tell whether a better suggestion has all its words, or all that name the thing."""
    own, named = guess.words, guess.words - _ANY
    return any(
        bool(own and own < better.words)
        or bool(named and named < better.words & head)
        or is_kind_of(better, guess)
        for better in result
    )


def _with_destination(
    found: list[Suggestion],
    in_full: list[Suggestion],
    head: frozenset[str],
    destination: frozenset[str],
) -> list[Suggestion]:
    """Return what the text means before its destination, or in full if that tells more."""
    if not in_full or not found:
        return in_full
    if found[0].score < SURE:
        named = found[0].score >= _CLEAR and not in_full[0].words & head
        return found if named else in_full
    wholes = (each for each in in_full if each.whole and each.score >= SURE)
    both = (each for each in wholes if each.words & head and each.words & destination)
    more = next(both, found[0])
    return [more, *(each for each in found if each.family != more.family)]


def _first_named(found: list[Suggestion], named: frozenset[str]) -> Suggestion | None:
    near = (each for each in found if each.score >= max(SURE, _NEARLY * found[0].score))
    return next((each for each in near if each.words & named), None)


def _aside(
    guess: Suggestion, first: Suggestion, head: frozenset[str], after: frozenset[str]
) -> bool:
    if first.score < SURE:
        return False
    in_name = guess.words & head
    shared = first.words & head
    less = not guess.whole and (in_name < shared or (first.whole and in_name == shared))
    elsewhere = bool(guess.words - head) and bool(first.words & head) and (less or not in_name)
    place = bool(guess.words) and bool(first.words & after) and not guess.words & after
    return elsewhere or place or guess.score < _BEHIND * first.score
