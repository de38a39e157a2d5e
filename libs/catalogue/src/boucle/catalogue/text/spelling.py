"""Find known words that a misspelt one may mean."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from boucle.catalogue.text.vocabulary import SERVED, TAKES, USE
from boucle.catalogue.text.words import fold

_MISSPELT_FROM: Final = 0.5  # least likeness to read an unknown word as a known one
_AT_MOST: Final = 2 / _MISSPELT_FROM - 1  # trigrams of a word per shared one, at that likeness
_SLIP: Final = 0.97  # certainty of a long word with so few wrong letters
_TRIED: Final = 6  # candidates tried, of which the best two are returned
_SHORT: Final = 4
_TWO: Final = 2
_LONG: Final = (6, 8)  # least length for one wrong letter, and for two
_VERBS: Final = frozenset(map(fold, USE | SERVED | TAKES))


def nearest(by_trigram: Mapping[str, tuple[str, ...]], word: str) -> list[tuple[str, float]]:
    """Return at most two words, each with a certainty; a verb of use means none."""
    if len(word) < _SHORT or word in _VERBS:
        return []
    pieces = trigrams(word)
    shared = Counter(near for piece in pieces for near in by_trigram.get(piece, ()))
    # The other words cannot be similar enough, however short.
    candidates = (near for near, count in shared.items() if len(pieces) <= _AT_MOST * count)
    rated = ((likeness(pieces, trigrams(near)), near) for near in candidates)
    good = sorted((pair for pair in rated if pair[0] >= _MISSPELT_FROM), reverse=True)[:_TRIED]
    surest = ((max(sure, _SLIP) if _slipped(word, near) else sure, near) for sure, near in good)
    return [(near, sure) for sure, near in sorted(surest, reverse=True)[:2]]


def is_form_of(written: str, word: str) -> bool:
    """Tell whether it is the word, misspelt or in another form (`refilling`, `refill`)."""
    stem = word[: _LONG[0]]
    form = len(stem) == _LONG[0] and written.startswith(stem)
    return written == word or form or _slipped(written, word)


def _slipped(word: str, near: str) -> bool:
    """Tell whether a long word is misspelt so little that it is clear. The first and last letters
    must be right (`concentré`, `concentrat`); two errors count only if both are missing or extra
    letters (`vitrification` is no `vinification`)."""
    one, two = (min(len(word), len(near)) >= least for least in _LONG)
    ends = word[0] == near[0] and word[-1] == near[-1]
    both = two and abs(len(word) - len(near)) == _TWO
    return one and ends and slips(word, near) <= (_TWO if both else 1)


def slips(one: str, other: str) -> int:
    """Count letters that are wrong, missing, extra or swapped between two words."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, facing in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                least = min(least, older[j - 2] + 1)
            row.append(least)
    return row[-1]


def trigrams(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return Dice's coefficient of two sets of trigrams, 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other))
