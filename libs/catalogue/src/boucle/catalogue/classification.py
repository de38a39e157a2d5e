"""From what people write to the family it means, with reasons. Own scoring, no model."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import log
from typing import Final

from boucle.catalogue.activities import usual_families
from boucle.catalogue.catalogue import Catalogue
from boucle.catalogue.errors import UnknownKeyError
from boucle.catalogue.model import Nature
from boucle.catalogue.reading import Reading, read_as
from boucle.catalogue.spelling import nearest, tells, trigrams
from boucle.catalogue.words import stated_temperature, weighted_words, words

_HALF: Final = 4.0  # evidence that scores one half
_CODE_WEIGHT: Final = 0.8
_CODE_BESIDE_TEXT: Final = 0.3  # a code covers many things: words that say one thing go first
SURE: Final = 0.5
_LEAD: Final = 0.06


@dataclass(frozen=True, slots=True)
class Reason:
    fr: str
    en: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A family that may be meant; `score` 0 to 1; `words`: those of the text that speak for it,
    `whole` when they say the phrase in full; `known`: all those that any name of it has."""

    family: str
    score: float
    reasons: tuple[Reason, ...]
    words: frozenset[str] = frozenset()
    whole: bool = False
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Phrase:
    family: str
    text: str
    tokens: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as written, folded, and how surely it means that of the vocabulary (1: it is it)."""

    written: str
    sure: float


@dataclass(frozen=True, slots=True)
class _Evidence:
    """How much speaks for a family, and the phrase that brings most of it; `words`: the phrase's
    that the text has; `known`: those that any phrase of the family has; `written`: the phrase's, as
    the text writes them; `instead_of`: the family whose phrase it is, where the stated temperature
    makes it this one."""

    found: float
    said: str
    words: frozenset[str]
    whole: bool
    known: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class _Index:
    """Phrases by word, and the information each word brings (rare words bring more)."""

    phrases: tuple[_Phrase, ...]
    by_word: Mapping[str, tuple[int, ...]]
    information: Mapping[str, float]
    by_trigram: Mapping[str, tuple[str, ...]]


def classify(
    catalogue: Catalogue,
    text: str | None,
    *,
    low: str | None = None,
    naf: str | None = None,
    nature: Nature | None = None,
    temperature: float | None = None,
    limit: int = 3,
) -> list[Suggestion]:
    """The likeliest families, best first, from free text, a List of Waste code, or both.

    `naf` (a NAF or NACE code of the holder) tips what its activity usually gives; `nature` keeps
    the families of that nature only. `temperature` (°C; by default the highest that the text tells)
    chooses among kinds of heat. An unknown `low` is ignored here: check it first.
    """
    if temperature is None:
        temperature = stated_temperature(text or "")
    evidence = _at(catalogue, _from_text(catalogue, text or ""), temperature)
    scores = {family: each.found / (each.found + _HALF) for family, each in evidence.items()}
    coded = _add_code(catalogue, low, scores)
    usual = _tip_by_activity(catalogue, naf, scores)
    ranked = sorted(
        (-round(score, 4), family)
        for family, score in scores.items()
        if nature is None or catalogue.family(family).nature == nature
    )
    found = []
    for score, family in ranked[:limit]:
        each = evidence.get(family)
        said = _reason(catalogue, text or "", family, each, temperature) if each else None
        reasons = (said, coded.get(family), usual.get(family))
        why = tuple(one for one in reasons if one is not None)
        spoken = (each.words, each.whole, each.known) if each else ()
        found.append(Suggestion(family, -score, why, *spoken))
    return found


def settled(suggestions: Iterable[Suggestion]) -> str | None:
    """The family when one suggestion is sure and clearly ahead of the others, else None; a kind
    of a thing goes before the thing."""
    ranked = list(suggestions)
    near = [each for each in ranked if ranked[0].score - each.score < _LEAD]
    kinds = [each for each in near if not any(is_kind_of(other, each) for other in near)]
    return kinds[0].family if len(kinds) == 1 and kinds[0].score >= SURE else None


def is_kind_of(one: Suggestion, other: Suggestion) -> bool:
    """`électricité photovoltaïque` is a kind of `électricité`: keys go from a thing to its kinds
    (`electricity`, `electricity_solar`), and all words of the thing speak for the kind too."""
    kind = one.family.startswith(f"{other.family}_")
    return kind and one.whole and other.words <= one.known and not one.words <= other.known


def _at(
    catalogue: Catalogue, evidence: Mapping[str, _Evidence], temperature: float | None
) -> Mapping[str, _Evidence]:
    """What speaks for a kind of heat speaks for another one where the temperature says so."""
    if temperature is None:
        return evidence
    found: dict[str, _Evidence] = {}
    for name, each in sorted(evidence.items(), key=lambda named: (-named[1].found, named[0])):
        family = catalogue.family(name).at(temperature)
        found.setdefault(family, each if family == name else replace(each, instead_of=name))
    return found


def _reason(
    catalogue: Catalogue, text: str, family: str, each: _Evidence, temperature: float | None
) -> Reason:
    fr, en = read_as(text, Reading(each.said, each.written, each.written == each.words, each.whole))
    if each.instead_of is None:
        return Reason(fr, en)
    meant = catalogue.family(family)
    return Reason(
        f"{fr} ; à {temperature:g} °C, c'est « {meant.label_fr} »",
        f"{en}; at {temperature:g} °C it is “{meant.label_en}”",
    )


def guessed(suggestions: Iterable[Suggestion]) -> bool:
    """Whether not even the likeliest is sure: what is answered for it is then a guess."""
    return all(each.score < SURE for each in suggestions)


def _add_code(
    catalogue: Catalogue, low: str | None, scores: dict[str, float]
) -> Mapping[str, Reason]:
    """Raise what the code leads to; why."""
    if low is None:
        return {}
    try:
        entry = catalogue.low(low)
    except UnknownKeyError:
        return {}
    if entry.family is None:
        return {}
    known = scores.get(entry.family, 0.0)
    clear = max(scores.values(), default=0.0) >= SURE
    weight = _CODE_BESIDE_TEXT if clear else _CODE_WEIGHT
    scores[entry.family] = 1 - (1 - known) * (1 - weight)
    why = Reason(
        f"le code déchet {entry.code} ({entry.label_fr}) y mène",
        f"waste code {entry.code} ({entry.label_en}) leads there",
    )
    return {entry.family: why}


def _tip_by_activity(
    catalogue: Catalogue, naf: str | None, scores: dict[str, float]
) -> Mapping[str, Reason]:
    """Raise what the activity usually gives; why."""
    if naf is None:
        return {}
    tipped = [each for each in usual_families(catalogue, naf, "output") if each in scores]
    for family in tipped:
        scores[family] = 1 - (1 - scores[family]) * 0.9
    why = Reason(
        f"l'activité {naf[:5]} en produit d'ordinaire",
        f"activity {naf[:5]} usually gives it",
    )
    return dict.fromkeys(tipped, why)


def _from_text(catalogue: Catalogue, text: str) -> dict[str, _Evidence]:
    index = _index(catalogue)
    known = _known_words(index, weighted_words(text))
    best: dict[str, _Evidence] = {}
    rest: dict[str, float] = {}
    stated_of: dict[str, frozenset[str]] = {}
    for number in {n for word in known for n in index.by_word[word]}:
        phrase = index.phrases[number]
        stated = phrase.tokens & known.keys()
        if not _names(phrase, stated, known):
            continue
        found = _evidence(index, phrase, known)
        rest[phrase.family] = rest.get(phrase.family, 0.0) + found
        stated_of[phrase.family] = stated_of.get(phrase.family, frozenset()) | stated
        if phrase.family not in best or found > best[phrase.family].found:
            best[phrase.family] = _Evidence(found, phrase.text, stated, stated == phrase.tokens)
    return {
        family: replace(
            strongest,
            found=strongest.found + min(strongest.found, 0.15 * (rest[family] - strongest.found)),
            known=stated_of[family],
            written=frozenset(known[word].written for word in strongest.words),
        )
        for family, strongest in best.items()
    }


def _names(phrase: _Phrase, stated: frozenset[str], known: Mapping[str, _Word]) -> bool:
    """A letter or a figure alone names nothing, nor does a part of a name that is not even spelt
    right."""
    right = any(tells(known[word].written, word) for word in stated)
    return (right or stated == phrase.tokens) and any(
        len(word) > 1 and not word.isdigit() for word in stated
    )


def _evidence(index: _Index, phrase: _Phrase, known: Mapping[str, _Word]) -> float:
    """Information shared with a phrase, squared down by how much of the phrase is missing."""
    shared = sum(
        index.information[word] * known[word].sure
        for word in sorted(phrase.tokens)
        if word in known
    )
    coverage = shared / phrase.weight
    return shared * coverage * coverage


def _known_words(index: _Index, written: Mapping[str, float]) -> dict[str, _Word]:
    """Words of the vocabulary meant by the text, each with how surely."""
    known: dict[str, _Word] = {}
    for word, weight in written.items():
        meant = [(word, 1.0)] if word in index.by_word else nearest(index.by_trigram, word)
        for near, sure in meant:
            if near not in known or known[near].sure < sure * weight:
                known[near] = _Word(word, sure * weight)
    return known


@cache
def _index(catalogue: Catalogue) -> _Index:
    spoken = [
        (family.key, text, frozenset(words(text)))
        for family in catalogue.families
        for text in dict.fromkeys((family.label_fr, family.label_en, *family.synonyms))
    ]
    spoken = [entry for entry in spoken if entry[2]]
    families_of: dict[str, set[str]] = {}
    for family, _, tokens in spoken:
        for token in tokens:
            families_of.setdefault(token, set()).add(family)
    count = len(catalogue.families)
    information = {token: log(1 + count / len(of)) for token, of in sorted(families_of.items())}
    phrases = tuple(
        _Phrase(family, text, tokens, sum(information[t] for t in sorted(tokens)))
        for family, text, tokens in spoken
    )
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
    )
