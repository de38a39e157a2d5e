"""The families that a text may mean, told apart: without those that a better one explains."""

from typing import Final

from boucle.catalogue.catalogue import Catalogue
from boucle.catalogue.classification import Suggestion, classify
from boucle.catalogue.model import Nature
from boucle.catalogue.words import head_words, without_destination

FAMILIES: Final = 4
_SURE: Final = 0.5
_NEAR: Final = 0.5
_ENOUGH: Final = 3
_BEHIND: Final = 0.6
_NEARLY: Final = 0.8


def likely(
    catalogue: Catalogue,
    text: str | None,
    *,
    low: str | None = None,
    naf: str | None = None,
    nature: Nature | None = None,
) -> list[Suggestion]:
    """The families that text and code may mean, at most four, the one that is named first.

    What the text tells of a destination (`for`, `pour`...) counts only when the rest is not clear,
    or when it makes another name whole (`glass bottles for refilling`).
    Left out is a family whose words all speak for a better one too, and more words for that one
    (`marc` of grapes in `marc de café`). Beside a sure one, so are those far behind it, and those
    that the origin or the use speaks for (the acid in `cooling water of an acid plant`).
    """

    def guess(said: str | None) -> list[Suggestion]:
        return classify(catalogue, said, low=low, naf=naf, nature=nature, limit=FAMILIES)

    head = head_words(text or "")
    found, whole = guess(without_destination(text or "")), guess(text)
    if not found or found[0].score < _SURE:
        found = whole
    elif whole[0].whole and whole[0].words & head and whole[0].family != found[0].family:
        found = [whole[0], *(each for each in found if each.family != whole[0].family)]
    first = _first_named(found, head)
    kept: list[Suggestion] = []
    for each in sorted(found, key=lambda each: each is not first):
        explained = any(each.words and each.words < better.words for better in kept)
        if not explained and not (kept and _aside(each, kept[0], head)):
            kept.append(each)
    return kept


def plausible(suggestions: list[Suggestion]) -> tuple[str, ...]:
    """The families worth holding a flow's other fields against, at most three: one or two mere
    guesses are not, three of them are together (`huile`: of three kinds, none in bales)."""
    first = max((each.score for each in suggestions), default=0.0)
    near = [each for each in suggestions if each.score >= _NEAR * first][:_ENOUGH]
    if len(near) < _ENOUGH and first < _SURE:
        return ()
    return tuple(each.family for each in near)


def _first_named(found: list[Suggestion], head: frozenset[str]) -> Suggestion | None:
    """The best that the name speaks for, unless it is far behind the best of all."""
    named = (guess for guess in found if guess.words & head and guess.score >= _SURE)
    best = next(named, None)
    if best is None or best.score < _NEARLY * found[0].score:
        return found[0] if found else None
    return best


def _aside(guess: Suggestion, first: Suggestion, head: frozenset[str]) -> bool:
    if first.score < _SURE:
        return False
    told = guess.words & head
    less = told < first.words & head and not guess.whole
    elsewhere = bool(guess.words - head) and bool(first.words & head) and (less or not told)
    return elsewhere or guess.score < _BEHIND * first.score
