"""When a delivery is tried again. Pure: the chance that jitter is made of is passed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """``waits``: before each try after the first; ``jitter``: the share by which a wait is longer
    or shorter at most; ``endless``: the last wait comes again and again."""

    waits: Sequence[timedelta]
    jitter: float = 0.0
    endless: bool = False

    def wait_after(self, tries: int, chance: float = 0.5) -> timedelta | None:
        """How long to wait after that many tries (from 1); None: no more. ``chance``: 0 to 1."""
        if tries > len(self.waits) and not self.endless:
            return None
        wait = self.waits[min(tries, len(self.waits)) - 1]
        return wait * (1 - self.jitter + 2 * self.jitter * chance)
