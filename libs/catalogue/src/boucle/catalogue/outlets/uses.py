"""What a text tells that a thing is to serve for, and which divisions that speaks for."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.text.classification import Suggestion, classify
from boucle.catalogue.text.meanings import FAMILIES
from boucle.catalogue.text.words import CARRIERS, head_words, words, words_made_of, words_of_use

_POWER: Final = "35"


def words_for_use(
    catalogue: Catalogue, text: str | None, guesses: list[Suggestion], donor: str = ""
) -> tuple[str, ...]:
    """The words that may tell a use: not those that say what the thing is, nor what it is made of
    (`sacs en coton`). Whose roof or land a power company's plant stands on takes its power."""
    said = text or ""
    if not guesses:
        return words_of_use(said)
    first = guesses[0]
    thing = _vocabulary(catalogue, first.family) & words_made_of(said)
    thing |= first.words & head_words(said)
    if catalogue.family(first.family).network:
        thing |= CARRIERS
    named = words_of_use(_colon_as_comma(said, first.words))
    if donor == _POWER and catalogue.family(first.family).forms == ("current",):
        named += tuple(w for w in words(said) if w not in _vocabulary(catalogue, first.family))
    return tuple(word for word in named if word not in thing)


def _colon_as_comma(text: str, thing: frozenset[str]) -> str:
    """`steam: tannery`, but not `Dampf: steam`: the thing is named before it."""
    named, colon, use = text.partition(":")
    return f"{named}, {use}" if colon and thing and thing <= {*words(named)} else text


@cache
def _vocabulary(catalogue: Catalogue, family: str) -> frozenset[str]:
    found = catalogue.family(family)
    said = (found.label_fr, found.label_en, *found.synonyms)
    return frozenset(word for phrase in said for word in words(phrase))


def needs_named(catalogue: Catalogue, use: tuple[str, ...]) -> Mapping[str, float]:
    """What the text tells that the flow is to become, each family with how surely."""
    found = classify(catalogue, " ".join(use), limit=FAMILIES)
    return {each.family: each.score for each in found}


def divisions_named(catalogue: Catalogue, use: tuple[str, ...]) -> frozenset[str]:
    """The divisions whose use the text tells in full, by the longest phrase that tells it: who
    washes roads (`lavage de voirie`) builds none (`voirie`)."""
    said = frozenset(use)
    named = [
        (division, phrase)
        for word in said
        for division, phrase in _uses(catalogue).get(word, ())
        if phrase <= said
    ]
    longest = {phrase for _, phrase in named}
    return frozenset(
        division for division, phrase in named if not any(phrase < longer for longer in longest)
    )


@cache
def _uses(catalogue: Catalogue) -> Mapping[str, tuple[tuple[str, frozenset[str]], ...]]:
    """Each phrase of each division under one of its words."""
    under: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for division, phrases in catalogue.uses.items():
        for phrase in phrases:
            said = words(phrase)
            if said:
                under.setdefault(said[0], []).append((division, frozenset(said)))
    return {word: tuple(found) for word, found in under.items()}
