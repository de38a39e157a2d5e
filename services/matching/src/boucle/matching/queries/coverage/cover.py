"""Compute how much of a need several offers cover together. Pure. Flows are divisible, so a set of
offers covers the sum of what each could serve, the need at most: taking offers best first until the
need is covered reaches the maximum. Then each needless offer is dropped, the worst first: no
smaller part of the set would do. (It need not be the fewest offers: a better one goes before a
larger one.) Competition for an offer is not counted: the set is a proposal, not an allocation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Serving:
    """One candidate of a need. ``serves``: what it could serve a year, in the need's base units;
    ``worth`` orders: higher is better."""

    synergy_id: UUID
    priority: int
    serves: int


@dataclass(frozen=True, slots=True)
class Cover:
    """``parts``: the set, best first, with what each gives (the last may give a part)."""

    wanted: int
    parts: tuple[tuple[UUID, int], ...]

    @property
    def covered(self) -> int:
        return sum(amount for _, amount in self.parts)


def best_cover(wanted: int, offers: Iterable[Serving]) -> Cover:
    """Return the best offers that together cover ``wanted``, or as much as can be. At equal rank
    the larger goes first, then by id. A zero need has no offers."""
    chosen = _needed(wanted, _best_first(offers))
    parts = []
    left = wanted
    for one in chosen:
        amount = min(one.serves, left)
        parts.append((one.synergy_id, amount))
        left -= amount
    return Cover(wanted, tuple(parts))


def _best_first(offers: Iterable[Serving]) -> list[Serving]:
    serving = [one for one in offers if one.serves > 0]
    return sorted(serving, key=lambda one: (-one.priority, -one.serves, one.synergy_id))


def _needed(wanted: int, offers: Sequence[Serving]) -> list[Serving]:
    chosen: list[Serving] = []
    total = 0
    for one in offers:
        if total >= wanted:
            break
        chosen.append(one)
        total += one.serves
    for one in reversed(chosen[:]):
        if total - one.serves >= wanted:
            chosen.remove(one)
            total -= one.serves
    return chosen
