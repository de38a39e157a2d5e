"""What the programs share: looking for an edge, and the best guess of what fits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log

import numpy as np

from tests.adversary.world import Array

WITHIN = 0.05
"""Of its value, that a guess may be off."""


@dataclass(frozen=True)
class Outcome:
    """``chance``: of the best guess that the copy itself, the prior and the register allow."""

    hit: bool
    asked: int
    chance: float


def edge(is_below: Callable[[float], bool], low: float, high: float, tries: int) -> float | None:
    """Where, by ratio between the two, the answer turns from yes to no; None if it never does."""
    turned = {True: False, False: False}
    bottom, top = log(low), log(high)
    for _ in range(tries):
        middle = (bottom + top) / 2
        below = is_below(exp(middle))
        turned[below] = True
        bottom, top = (middle, top) if below else (bottom, middle)
    return exp((bottom + top) / 2) if all(turned.values()) else None


def best_guess(fitting: Array) -> tuple[float, float]:
    """The value that most of these are near to, and the share of them that are. Of none: 1, 1."""
    if not len(fitting):
        return 1.0, 1.0
    values = np.sort(fitting)
    low = np.searchsorted(values, values / (1 + WITHIN) * (1 - WITHIN))
    count = np.arange(len(values)) - low + 1
    best = int(np.argmax(count))
    return float(values[best] / (1 + WITHIN)), float(count[best] / len(values))


def is_near(guess: float, truth: float) -> bool:
    return abs(guess / truth - 1) <= WITHIN
