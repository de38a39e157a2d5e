"""From what people write to the family it means, with reasons. Own scoring, no model."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import log
from typing import Final

from boucle.catalogue.catalogue import Catalogue
from boucle.catalogue.errors import UnknownKeyError
from boucle.catalogue.model import Nature
from boucle.catalogue.words import likeness, trigrams, weighted_words, words

_MISSPELT_FROM: Final = 0.5  # likeness from which an unknown word is read as a known one
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
    `whole` when they say the phrase in full."""

    family: str
    score: float
    reasons: tuple[Reason, ...]
    words: frozenset[str] = frozenset()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class _Phrase:
    family: str
    text: str
    tokens: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class _Evidence:
    """How much speaks for a family, the phrase that brings most of it, and its words told."""

    found: float
    said: str
    words: frozenset[str]
    whole: bool


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
    limit: int = 3,
) -> list[Suggestion]:
    """The likeliest families, best first, from free text, a List of Waste code, or both.

    `naf` (a NAF or NACE code of the holder) tips what its activity usually gives; `nature` keeps
    the families of that nature only. An unknown `low` is ignored here: check it first.
    """
    evidence = _from_text(catalogue, text or "")
    scores = {family: each.found / (each.found + _HALF) for family, each in evidence.items()}
    reasons: dict[str, list[Reason]] = {
        family: [Reason(f"le texte dit « {each.said} »", f"the text says “{each.said}”")]
        for family, each in evidence.items()
    }
    _add_code(catalogue, low, scores, reasons)
    _tip_by_activity(catalogue, naf, scores, reasons)
    kept = (
        Suggestion(
            family,
            round(score, 4),
            tuple(reasons[family]),
            evidence[family].words if family in evidence else frozenset(),
            family in evidence and evidence[family].whole,
        )
        for family, score in scores.items()
        if nature is None or catalogue.family(family).nature == nature
    )
    return sorted(kept, key=lambda s: (-s.score, s.family))[:limit]


def settled(suggestions: Iterable[Suggestion]) -> str | None:
    """The family when the first suggestion is sure and clearly ahead of the second, else None."""
    ranked = list(suggestions)
    if not ranked or ranked[0].score < SURE:
        return None
    if len(ranked) > 1 and ranked[0].score - ranked[1].score < _LEAD:
        return None
    return ranked[0].family


def guessed(suggestions: Iterable[Suggestion]) -> bool:
    """Whether not even the likeliest is sure: what is answered for it is then a guess."""
    return all(each.score < SURE for each in suggestions)


def _add_code(
    catalogue: Catalogue,
    low: str | None,
    scores: dict[str, float],
    reasons: dict[str, list[Reason]],
) -> None:
    if low is None:
        return
    try:
        entry = catalogue.low(low)
    except UnknownKeyError:
        return
    if entry.family is not None:
        known = scores.get(entry.family, 0.0)
        clear = max(scores.values(), default=0.0) >= SURE
        weight = _CODE_BESIDE_TEXT if clear else _CODE_WEIGHT
        scores[entry.family] = 1 - (1 - known) * (1 - weight)
        reasons.setdefault(entry.family, []).append(
            Reason(
                f"le code déchet {entry.code} ({entry.label_fr}) y mène",
                f"waste code {entry.code} ({entry.label_en}) leads there",
            )
        )


def _tip_by_activity(
    catalogue: Catalogue,
    naf: str | None,
    scores: dict[str, float],
    reasons: dict[str, list[Reason]],
) -> None:
    if naf is None:
        return
    usual = {flow.family for flow in catalogue.typical(naf) if flow.direction == "output"}
    for family, score in tuple(scores.items()):
        if family in usual:
            scores[family] = 1 - (1 - score) * 0.9
            reasons[family].append(
                Reason(
                    f"l'activité {naf[:5]} en produit d'ordinaire",
                    f"activity {naf[:5]} usually gives it",
                )
            )


def _from_text(catalogue: Catalogue, text: str) -> dict[str, _Evidence]:
    index = _index(catalogue)
    known = _known_words(index, weighted_words(text))
    if not any(map(_names, known)):
        return {}
    best: dict[str, _Evidence] = {}
    rest: dict[str, float] = {}
    for number in {n for word in known for n in index.by_word[word]}:
        phrase = index.phrases[number]
        found = _evidence(index, phrase, known)
        total = rest.get(phrase.family, 0.0) + found
        rest[phrase.family] = total
        if phrase.family not in best or found > best[phrase.family].found:
            told = phrase.tokens & known.keys()
            best[phrase.family] = _Evidence(found, phrase.text, told, told == phrase.tokens)
    return {
        family: replace(
            strongest,
            found=strongest.found + min(strongest.found, 0.15 * (rest[family] - strongest.found)),
        )
        for family, strongest in best.items()
    }


def _names(word: str) -> bool:
    """Whether a word may name a thing by itself: not a letter, nor a figure."""
    return len(word) > 1 and not word.isdigit()


def _evidence(index: _Index, phrase: _Phrase, known: Mapping[str, float]) -> float:
    """Information shared with a phrase, squared down by how much of the phrase is missing."""
    shared = sum(
        index.information[word] * known[word] for word in sorted(phrase.tokens) if word in known
    )
    coverage = shared / phrase.weight
    return shared * coverage * coverage


def _known_words(index: _Index, written: Mapping[str, float]) -> dict[str, float]:
    """Words of the vocabulary meant by the text, each with how surely (1 = as written)."""
    known: dict[str, float] = {}
    for word, weight in written.items():
        if word in index.by_word:
            known[word] = max(known.get(word, 0.0), weight)
        elif len(word) >= 4:
            for near, sure in _nearest(index, word):
                known[near] = max(known.get(near, 0.0), sure * weight)
    return known


def _nearest(index: _Index, word: str) -> list[tuple[str, float]]:
    pieces = trigrams(word)
    candidates = {near for piece in pieces for near in index.by_trigram.get(piece, ())}
    rated = ((likeness(pieces, trigrams(near)), near) for near in candidates)
    good = sorted((pair for pair in rated if pair[0] >= _MISSPELT_FROM), reverse=True)[:2]
    return [(near, sure) for sure, near in good]


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
