"""How fast the load writes: versions of flows that registry acknowledged, by when."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field

_LATELY_S = 4.0


@dataclass(frozen=True, slots=True)
class Written:
    """Versions of flows; ``pairing``: those of flows that have partners within reach."""

    versions: int = 0
    pairing: int = 0
    requests: int = 0

    def __add__(self, other: Written) -> Written:
        return Written(
            self.versions + other.versions,
            self.pairing + other.pairing,
            self.requests + other.requests,
        )

    def __sub__(self, other: Written) -> Written:
        return self + Written(-other.versions, -other.pairing, -other.requests)

    def over(self, seconds: float) -> str:
        return (
            f"{self.versions / seconds:.0f} writes/s ({self.pairing / seconds:.0f} of them of "
            f"flows that pair) in {self.requests / seconds:.1f} requests/s"
        )


@dataclass
class Meter:
    """``total`` since the beginning. Each version is counted once, however often it was sent."""

    total: Written = Written()
    _lately: deque[tuple[float, int]] = field(default_factory=deque)

    def wrote(self, versions: int, pairing: int) -> int:
        """One request was acknowledged; returns ``versions``."""
        self.total += Written(versions, pairing, 1)
        self._lately.append((time.monotonic(), versions))
        return versions

    def rate(self) -> float:
        """Versions a second over the last seconds."""
        begun = time.monotonic() - _LATELY_S
        while self._lately and self._lately[0][0] < begun:
            self._lately.popleft()
        return sum(versions for _, versions in self._lately) / _LATELY_S
