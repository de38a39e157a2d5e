"""Find the service, equipment or occupation that a text means, without a model."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from boucle.catalogue.sharing.loader import sharing_catalogue
from boucle.catalogue.sharing.model import Absent
from boucle.catalogue.sharing.names import (
    Name,
    SharingText,
    head_words,
    names_of,
    text_words,
)

_SETTLED: Final = 0.5
_MARGIN: Final = 0.1
_MOST: Final = 0.95
_MAX_WORDS: Final = 60


@dataclass(frozen=True, slots=True)
class SharingSuggestion:
    """A possible meaning: a subject's key, or the ROME parent of an occupation. ``score``: 0 to 1;
    ``words``: its names in the text."""

    subject: str
    score: float
    words: tuple[str, ...]


def classify_sharing(
    text: str | None, kind: SharingText, *, limit: int = 3
) -> list[SharingSuggestion]:
    """Return the likeliest meanings, best first (ties by key), of a French or English text: by what
    it says that a thing is for only where the rest is not sure."""
    found = _found(text, kind)
    return [] if found and _absent(found[0], kind) else _declared(found, kind)[:limit]


def absent_sharing(text: str | None, kind: SharingText) -> Absent | None:
    """Return what a text surely means that nobody can declare yet."""
    found = _found(text, kind)
    return _absent(found[0], kind) if found and found[0].score >= _SETTLED else None


def _absent(found: SharingSuggestion, kind: SharingText) -> Absent | None:
    each = (one for one in sharing_catalogue().absent if one.kind == kind)
    return next((one for one in each if one.key == found.subject), None)


def _declared(found: list[SharingSuggestion], kind: SharingText) -> list[SharingSuggestion]:
    return [each for each in found if _absent(each, kind) is None]


def _found(text: str | None, kind: SharingText) -> list[SharingSuggestion]:
    head, whole = head_words(text or "", kind), text_words(text or "")
    found = _rated(head, kind)
    sure = bool(found) and found[0].score >= _SETTLED
    return found if sure or head == whole else _rated(whole, kind)


def _rated(text: Sequence[str], kind: SharingText) -> list[SharingSuggestion]:
    in_text = text[:_MAX_WORDS]
    names = names_of(kind)
    matches = frozenset(word for each in in_text for word in names.matches(each))
    found = _longest(names.within(matches))
    subjects = dict.fromkeys(name.subject for name in found)
    rated = []
    for subject in subjects:
        matched = [name for name in found if name.subject == subject]
        score = _score(matched, kind, len(set(in_text)))
        rated.append(SharingSuggestion(subject, score, tuple(name.text for name in matched)))
    return sorted(rated, key=lambda each: (-each.score, each.subject))


def settled_sharing(text: str | None, kind: SharingText) -> str | None:
    """Return what a text surely means; None if nothing, or two equally."""
    found = _found(text, kind)
    if not found or found[0].score < _SETTLED or _absent(found[0], kind):
        return None
    alike = any(found[0].score - other.score < _MARGIN for other in found[1:])
    return None if alike else found[0].subject


def _longest(found: list[Name]) -> list[Name]:
    """Drop names whose words are part of a longer name of something else (`lorry wash` is no
    `lorry`)."""
    return [
        name
        for name in found
        if not any(name.words < more.words and name.subject != more.subject for more in found)
    ]


def _score(matched: list[Name], kind: SharingText, word_count: int) -> float:
    """Add up the names: 1 point is 0.5, two are 0.67. An occupation counts its best name and the
    part of the title its names cover: one more word (`maintenance aéronautique`) makes another
    occupation."""
    if kind != "workforce":
        points = sum(name.points for name in matched)
        return min(_MOST, round(points / (1 + points), 3))
    part = min(
        1.0, len(frozenset[str]().union(*(name.words for name in matched))) / max(word_count, 1)
    )
    points = max(name.points for name in matched) * (1 + part)
    return min(_MOST, round(part * points / (1 + points), 3))
