"""How a group's saving is shared: Shapley's shares by plain enumeration, and their bounds.

kinds 1: "each member gains: pays Ci - phi_i, phi = Shapley share of the saving, phi_i >= 0";
issue 37.3: "No figure told to a company exceeds what its own declared cost allows".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial

from tests.reference.ledger.quantities import CENT, ZERO, cents

Worth = Callable[[frozenset[int]], Fraction]


def shapley(count: int, worth: Worth) -> list[Fraction]:
    """Each member's share of what all save: the mean of what it adds in every order (kinds 1)."""
    known: dict[frozenset[int], Fraction] = {}
    for size in range(count + 1):
        for picked in combinations(range(count), size):
            known[frozenset(picked)] = worth(frozenset(picked))
    shares = [ZERO] * count
    for some, value in known.items():
        size = len(some)
        for member in range(count):
            if member not in some:
                weight = Fraction(factorial(size) * factorial(count - size - 1), factorial(count))
                shares[member] += weight * (known[some | {member}] - value)
    return shares


def bounded(worth: Worth, bounds: Sequence[Fraction]) -> Worth:
    """No subset saves less than nothing, nor more than its members' bounds (figures.md 4)."""

    def least(some: frozenset[int]) -> Fraction:
        return max(ZERO, min(worth(some), sum((bounds[m] for m in some), ZERO)))

    return least


def within(shares: Sequence[Fraction], bounds: Sequence[Fraction]) -> list[Fraction]:
    """Shares of at least nothing and at most each one's bound; the rest goes to who has room.

    figures.md 4: "A company is told more than its own bound"; kinds 1: phi_i >= 0. What one may
    not have is given to the others by their room (OPEN 6).
    """
    whole = sum(shares, ZERO)
    kept = [min(max(share, ZERO), bound) for share, bound in zip(shares, bounds, strict=True)]
    rest = whole - sum(kept, ZERO)
    room = [bound - share if rest > 0 else share for share, bound in zip(kept, bounds, strict=True)]
    space = sum(room, ZERO)
    if rest == 0 or space == 0:
        return kept
    part = max(Fraction(-1), min(Fraction(1), rest / space))
    return [share + part * more for share, more in zip(kept, room, strict=True)]


def in_cents(shares: Sequence[Fraction], whole: Fraction) -> list[Fraction]:
    """Rounded so that they add up to the cent (figures.md "What holds": Shapley to the cent)."""
    rounded = [cents(share) for share in shares]
    gap = cents(whole) - sum(rounded, ZERO)
    order = sorted(range(len(shares)), key=lambda m: rounded[m] - shares[m], reverse=gap < 0)
    for member in order[: int(abs(gap) / CENT)]:
        rounded[member] += CENT if gap > 0 else -CENT
    return rounded


def share_out(
    count: int, worth: Worth, bounds: Sequence[Fraction]
) -> tuple[Fraction, list[Fraction]]:
    """What all save together, and each one's part."""
    inside = bounded(worth, bounds)
    whole = inside(frozenset(range(count)))
    return whole, within(shapley(count, inside), bounds)


def unstable(
    count: int, worth: Worth, shares: Sequence[Fraction], most: int = 3
) -> list[list[int]]:
    """Subsets of at most three that would save more alone (kinds 1: no subset does better)."""
    found = []
    for size in range(2, min(most, count - 1) + 1):
        found += [
            list(some)
            for some in combinations(range(count), size)
            if worth(frozenset(some)) > sum((shares[m] for m in some), ZERO) + CENT
        ]
    return found


def fragile(amounts: Sequence[Fraction], most: Fraction) -> bool:
    """One member above half of the volume (kinds 1: "no member above 50 % (else fragile)")."""
    whole = sum(amounts, ZERO)
    return whole > 0 and max(amounts) > most * whole
