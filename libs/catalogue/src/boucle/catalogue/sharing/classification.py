"""From what people write to the service, the equipment or the occupation it means. No model."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from boucle.catalogue.sharing.loader import sharing_catalogue
from boucle.catalogue.spelling import tells
from boucle.catalogue.vocabulary import STOP
from boucle.catalogue.words import fold, without_accents

SharingText = Literal["service", "equipment", "workforce"]
_SETTLED: Final = 0.5
_MARGIN: Final = 0.15
_SURE: Final = 1.0
_HINT: Final = 0.3
_MORE: Final = 0.5  # each further word of a name
_TITLE: Final = 0.25  # of an occupation whose name says all of the title
_MOST: Final = 0.95
_MAX_WORDS: Final = 60
_LEAST: Final = 2


@dataclass(frozen=True, slots=True)
class SharingSuggestion:
    """What may be meant: a subject's key, or the ROME parent of an occupation. ``score`` 0 to 1;
    ``words``: names of it that the text says."""

    subject: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of a subject: all its words must be said."""

    subject: str
    text: str
    words: frozenset[str]
    points: float


def classify_sharing(
    text: str | None, kind: SharingText, *, limit: int = 3
) -> list[SharingSuggestion]:
    """The likeliest, best first (ties by key), from a text in French or in English."""
    said = _words(text or "")[:_MAX_WORDS]
    names, known = _names(kind)
    meant = frozenset(word for each in said for word in _meant(each, known))
    points: dict[str, float] = {}
    spoken: dict[str, list[str]] = {}
    for name in names:
        if name.words <= meant:
            points[name.subject] = points.get(name.subject, 0) + name.points
            spoken.setdefault(name.subject, []).append(name.text)
            if kind == "workforce" and len(name.words) >= len(set(said)):
                points[name.subject] += _TITLE
    best = sorted(points, key=lambda each: (-points[each], each))[:limit]
    return [SharingSuggestion(each, _score(points[each]), tuple(spoken[each])) for each in best]


def settled_sharing(text: str | None, kind: SharingText) -> str | None:
    """The one that a text surely means; None where it says none, or two alike."""
    found = classify_sharing(text, kind, limit=2)
    if not found or found[0].score < _SETTLED:
        return None
    if len(found) == _LEAST and found[0].score - found[1].score < _MARGIN:
        return None
    return found[0].subject


def _score(points: float) -> float:
    """1 point is 0.5, two 0.67: more names of one thing make it surer."""
    return min(_MOST, round(points / (1 + points), 3))


@cache
def _names(kind: SharingText) -> tuple[tuple[_Name, ...], Mapping[str, frozenset[str]]]:
    """All names, and all words of them by their first three letters."""
    catalogue = sharing_catalogue()
    if kind == "workforce":
        found = [
            _name(each.code, text, _SURE)
            for each in catalogue.occupations.named.values()
            for text in dict.fromkeys((*each.words, each.label_fr, each.label_en))
        ]
    else:
        subjects = [each for each in catalogue.subjects.values() if each.kind == kind]
        found = [
            _name(each.key, text, points)
            for each in subjects
            for texts, points in ((each.sure, _SURE), (each.hints, _HINT))
            for text in texts
        ]
    return tuple({(each.subject, each.words): each for each in found}.values()), _starts(found)


def _starts(names: Iterable[_Name]) -> Mapping[str, frozenset[str]]:
    starts: dict[str, set[str]] = {}
    for word in (word for name in names for word in name.words):
        starts.setdefault(word[:3], set()).add(word)
    return {start: frozenset(words) for start, words in starts.items()}


def _name(subject: str, text: str, points: float) -> _Name:
    words = frozenset(_words(text))
    return _Name(subject, text, words, points + _MORE * (len(words) - 1))


def _meant(word: str, known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The words of names that it is, or is a form or a slip of."""
    near = known.get(word[:3], frozenset())
    return frozenset([word]) if word in near else frozenset(w for w in near if tells(word, w))


def _words(text: str) -> list[str]:
    plain = "".join(c if c.isalnum() else " " for c in without_accents(text))
    return [fold(word) for word in plain.split() if word not in STOP and not word.isdigit()]
