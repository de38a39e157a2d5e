"""Rank who takes what a route gives, from the lines that fit a donor and a text."""

from dataclasses import dataclass
from typing import Final

from boucle.catalogue.facts.routes import LEAST_RANK, Receivers, Route

_LARGE: Final = 1000.0  # tonnes a year below which large receivers do not fit
_SMALL: Final = 200.0  # tonnes a year above which small receivers do not fit


@dataclass(frozen=True, slots=True)
class Giver:
    """Who gives: `codes` (NACE class, divisions), the words of the text, tonnes a year."""

    codes: frozenset[str]
    text_words: frozenset[str]
    tonnes: float | None

    def fits(self, line: Receivers) -> bool:
        """Tell whether the line applies to this donor or to what the text says."""
        return (not line.donors or not self.codes.isdisjoint(line.donors)) and (
            not line.text_words or not self.text_words.isdisjoint(line.text_words)
        )

    def rank(self, line: Receivers) -> int:
        """Return the line's rank, one later if the quantity is not of the receiver's scale."""
        if self.tonnes is None or line.scale is None:
            return line.rank
        wrong = self.tonnes < _LARGE if line.scale == "large" else self.tonnes > _SMALL
        return min(line.rank + wrong, LEAST_RANK)


@dataclass(frozen=True, slots=True)
class Ranked:
    code: str
    rank: int
    why: tuple[str, str] = ("", "")


def receivers_of(route: Route, giver: Giver) -> list[Ranked]:
    """Return who takes what a route gives, best first; specific lines go before general ones."""
    found: dict[str, Ranked] = {}
    narrow = [
        line for line in route.receivers if (line.donors or line.text_words) and giver.fits(line)
    ]
    plain = [line for line in route.receivers if not line.donors and not line.text_words]
    for line in (*narrow, *plain):
        for code in line.codes:
            found.setdefault(code, Ranked(code, giver.rank(line), (line.why_fr, line.why_en)))
    return sorted(found.values(), key=lambda each: each.rank)
