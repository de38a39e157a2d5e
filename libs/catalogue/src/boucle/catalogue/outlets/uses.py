"""Read from a text what a thing is to be used for, and which divisions that suggests."""

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
    """Return the words that may tell a use, without those for the thing or its material (`sacs en
    coton`). A power company's plant gives to whoever owns the roof or land it stands on."""
    written = text or ""
    if not guesses:
        return words_of_use(written)
    first = guesses[0]
    thing = _vocabulary(catalogue, first.family) & words_made_of(written)
    thing |= first.words & head_words(written)
    if catalogue.family(first.family).network:
        thing |= CARRIERS
    named = words_of_use(_colon_as_comma(written, first.words))
    if donor == _POWER and catalogue.family(first.family).forms == ("current",):
        named += tuple(w for w in words(written) if w not in _vocabulary(catalogue, first.family))
    return tuple(word for word in named if word not in thing)


def _colon_as_comma(text: str, thing: frozenset[str]) -> str:
    """Read `steam: tannery` with a comma, but not `Dampf: steam`, where the thing comes first."""
    named, colon, use = text.partition(":")
    return f"{named}, {use}" if colon and thing and thing <= {*words(named)} else text


@cache
def _vocabulary(catalogue: Catalogue, family: str) -> frozenset[str]:
    found = catalogue.family(family)
    names = (found.label_fr, found.label_en, *found.synonyms)
    return frozenset(word for phrase in names for word in words(phrase))


def needs_named(catalogue: Catalogue, use: tuple[str, ...]) -> Mapping[str, float]:
    """Return the families that the text says the flow is to become, each with a certainty."""
    found = classify(catalogue, " ".join(use), limit=FAMILIES)
    return {each.family: each.score for each in found}


def divisions_named(catalogue: Catalogue, use: tuple[str, ...]) -> frozenset[str]:
    """Return the divisions whose use the text tells in full, by the longest phrase. `lavage de
    voirie` means who washes roads, not who builds them (`voirie`)."""
    use_words = frozenset(use)
    named = [
        (division, phrase)
        for word in use_words
        for division, phrase in _uses(catalogue).get(word, ())
        if phrase <= use_words
    ]
    longest = {phrase for _, phrase in named}
    return frozenset(
        division for division, phrase in named if not any(phrase < longer for longer in longest)
    )


@cache
def _uses(catalogue: Catalogue) -> Mapping[str, tuple[tuple[str, frozenset[str]], ...]]:
    """Index each phrase of each division under one of its words."""
    under: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for division, phrases in catalogue.uses.items():
        for phrase in phrases:
            phrase_words = words(phrase)
            if phrase_words:
                under.setdefault(phrase_words[0], []).append((division, frozenset(phrase_words)))
    return {word: tuple(found) for word, found in under.items()}
