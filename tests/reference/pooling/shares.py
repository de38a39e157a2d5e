"""Shapley values, slowly; and whether a few would do better alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial
from uuid import UUID

Saving = Callable[[frozenset[int]], int]
WORD = 2**64


def shapley(count: int, saving: Saving, seed: UUID) -> list[Fraction]:
    if count > 10:
        return _drawn(count, saving, seed)
    shares = []
    for member in range(count):
        others = [other for other in range(count) if other != member]
        total = 0
        for size in range(count):
            weight = factorial(size) * factorial(count - size - 1)
            for before in combinations(others, size):
                subset = frozenset(before)
                total += weight * (saving(subset | {member}) - saving(subset))
        shares.append(Fraction(total, factorial(count)))
    return shares


def _drawn(count: int, saving: Saving, seed: UUID) -> list[Fraction]:
    words = _words(seed.int % WORD)
    total = [0] * count
    for _ in range(256):
        keys = [next(words) for _ in range(count)]
        order = sorted(range(count), key=lambda member: (keys[member], member))
        for way in (order, order[::-1]):
            so_far: frozenset[int] = frozenset()
            for member in way:
                total[member] += saving(so_far | {member}) - saving(so_far)
                so_far |= {member}
    return [Fraction(each, 512) for each in total]


def _words(state: int) -> Iterator[int]:
    while True:
        state = (state + 0x9E3779B97F4A7C15) % WORD
        word = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 % WORD
        word = (word ^ (word >> 27)) * 0x94D049BB133111EB % WORD
        yield word ^ (word >> 31)


def whole_cents(total: int, wanted: Sequence[Fraction], most: Sequence[int]) -> list[int]:
    shares = [
        max(Fraction(0), min(each, Fraction(top))) for each, top in zip(wanted, most, strict=True)
    ]
    given = sum(shares)
    if given < total:
        room = sum(most) - given
        shares = [
            one + (total - given) * (top - one) / room
            for one, top in zip(shares, most, strict=True)
        ]
    if given > total:
        shares = [one * total / given for one in shares]
    cents = [one.numerator // one.denominator for one in shares]
    left = sorted(range(len(cents)), key=lambda at: (cents[at] - shares[at], at))
    for at in left[: total - sum(cents)]:
        cents[at] += 1
    return cents


def is_stable(shares: Sequence[int], saving: Saving, most: int) -> bool:
    return all(
        saving(frozenset(few)) <= sum(shares[member] for member in few) + size
        for size in range(2, most + 1)
        for few in combinations(range(len(shares)), size)
    )
