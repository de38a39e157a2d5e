"""Who takes what a route gives: of the lines that fit a donor and a text, codes by rank."""

from dataclasses import dataclass
from typing import Final

from boucle.catalogue.facts.routes import LEAST_RANK, Receivers, Route

_LARGE: Final = 1000.0  # tonnes a year: below, no line for large ones
_SMALL: Final = 200.0  # above, no line for small ones


@dataclass(frozen=True, slots=True)
class Giver:
    """Who gives (`codes`: NACE class, divisions), the words of the text and the tonnes a year."""

    codes: frozenset[str]
    said: frozenset[str]
    tonnes: float | None

    def fits(self, line: Receivers) -> bool:
        """Whether the line holds: of this donor, and where the text says so."""
        return (not line.donors or not self.codes.isdisjoint(line.donors)) and (
            not line.said or not self.said.isdisjoint(line.said)
        )

    def rank(self, line: Receivers) -> int:
        """One later where the quantity is not of the receiver's scale."""
        if self.tonnes is None or line.scale is None:
            return line.rank
        wrong = self.tonnes < _LARGE if line.scale == "large" else self.tonnes > _SMALL
        return min(line.rank + wrong, LEAST_RANK)


@dataclass(frozen=True, slots=True)
class Ranked:
    """An activity at one end of a route."""

    code: str
    rank: int
    why: tuple[str, str] = ("", "")


def receivers_of(route: Route, giver: Giver) -> list[Ranked]:
    """Who takes what a route gives, best first. A line for such a donor or text goes before one for
    any."""
    found: dict[str, Ranked] = {}
    narrow = [line for line in route.receivers if (line.donors or line.said) and giver.fits(line)]
    plain = [line for line in route.receivers if not line.donors and not line.said]
    for line in (*narrow, *plain):
        for code in line.codes:
            found.setdefault(code, Ranked(code, giver.rank(line), (line.why_fr, line.why_en)))
    return sorted(found.values(), key=lambda each: each.rank)
