"""Who gets how much of what a group saves: the Shapley value. Pure.

Exact up to ten members. Of more, the mean over orders drawn from a seed, each and its reverse; the
draw is SplitMix64 (Steele, Lea, Flood 2014) in whole numbers, so its bytes are the same everywhere.
Whole cents throughout; shares are at least 0, at most what each may save, and sum to the saving.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import factorial
from typing import Any, Final, Protocol
from uuid import UUID

import numpy as np

EXACT_MEMBERS: Final = 10
ORDERS: Final = 256
"""Drawn for more members; as many again are their reverses."""

_AT_ONCE: Final = 8192
"""Sets of members looked at together: what fits a processor's cache."""
_STEP: Final = 0x9E3779B97F4A7C15
_FIRST: Final = 0xBF58476D1CE4E5B9
_SECOND: Final = 0x94D049BB133111EB
_WORD: Final = 2**64


class Savings(Protocol):
    """Cents that subsets of members save; 0 of fewer than two, and of who would lose."""

    def of_all(self) -> Any:
        """Every subset of few members: the one of place p is in it where bit p is set."""
        ...

    def of_few(self, places: Any) -> Any:
        """Rows of places, of the same length."""
        ...

    def along(self, orders: Any) -> Any:
        """The first, the first two, ... of each row of places."""
        ...


def shapley(count: int, savings: Savings, seed: UUID) -> list[Fraction]:
    """Each member's share, in cents, before rounding."""
    return _exact(count, savings) if count <= EXACT_MEMBERS else _sampled(count, savings, seed)


def _exact(count: int, savings: Savings) -> list[Fraction]:
    masks = np.arange(1 << count)
    inside = (masks[:, None] >> np.arange(count)) & 1 == 1
    value, size = savings.of_all(), inside.sum(axis=1)
    weights = np.array(
        [factorial(each) * factorial(count - each - 1) for each in range(count)], np.int64
    )
    shares = []
    for member in range(count):
        without = masks[~inside[:, member]]
        gains = value[without | 1 << member] - value[without]
        shares.append(Fraction(int((gains * weights[size[without]]).sum()), factorial(count)))
    return shares


def _sampled(count: int, savings: Savings, seed: UUID) -> list[Fraction]:
    drawn = np.argsort(_draws(seed, ORDERS * count).reshape(ORDERS, count), axis=1, kind="stable")
    orders = np.concatenate([drawn, drawn[:, ::-1]])
    gains = np.diff(savings.along(orders), axis=1, prepend=0)
    total = np.zeros(count, np.int64)
    np.add.at(total, orders, gains)
    return [Fraction(int(each), len(orders)) for each in total]


def _draws(seed: UUID, count: int) -> Any:
    """Words of SplitMix64."""
    with np.errstate(over="ignore"):
        start = np.uint64(seed.int % _WORD)
        word = start + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(_STEP)
        word = (word ^ (word >> np.uint64(30))) * np.uint64(_FIRST)
        word = (word ^ (word >> np.uint64(27))) * np.uint64(_SECOND)
        return word ^ (word >> np.uint64(31))


def settle(total: int, wanted: Sequence[Fraction], most: Sequence[int]) -> list[int]:
    """Whole cents, each from 0 to ``most``, that sum to ``total`` (at most the sum of ``most``).

    What is cut off or lacking is shared in proportion to the room that is left, or to the shares;
    cents left by rounding go to the greatest remainders, the first of equals.
    """
    both = zip(wanted, most, strict=True)
    shares = [min(max(each, Fraction(0)), Fraction(top)) for each, top in both]
    given = sum(shares)
    if given < total:
        part = Fraction(total - given) / (sum(most) - given)
        shares = [share + part * (top - share) for share, top in zip(shares, most, strict=True)]
    elif given > total:
        shares = [share * total / given for share in shares]
    whole = [int(share) for share in shares]
    remainders = sorted(range(len(whole)), key=lambda at: (whole[at] - shares[at], at))
    for at in remainders[: total - sum(whole)]:
        whole[at] += 1
    return whole


def few(count: int, size: int) -> Any:
    """All sets of so many places out of ``count``, ascending: a row a set."""
    rows = np.arange(count)[:, None]
    for _ in range(size - 1):
        more = count - 1 - rows[:, -1]
        rows = np.repeat(rows, more, axis=0)
        before = np.repeat(more.cumsum() - more, more)
        rows = np.column_stack([rows, rows[:, -1] + 1 + np.arange(len(rows)) - before])
    return rows


def is_stable(shares: Sequence[int], savings: Savings, most: int) -> bool:
    """No two to ``most`` members save more alone than their shares give them, but for the cent that
    rounding takes of each."""
    given = np.array(shares, np.int64)
    for size in range(2, min(most, len(shares)) + 1):
        places = few(len(shares), size)
        for start in range(0, len(places), _AT_ONCE):
            some = places[start : start + _AT_ONCE]
            if (savings.of_few(some) > given[some].sum(axis=1) + size).any():
                return False
    return True
