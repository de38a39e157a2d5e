"""Tells a consumer that is stuck from one that has nothing to do. Pure: time is passed in.

Kafka clients go silent (after a broker restart, a lost rebalance) without an error; only events
waiting while nothing comes shows it.
"""

from __future__ import annotations

from dataclasses import dataclass


class Stuck(Exception):
    """The consumer must be restarted."""


@dataclass
class Watchdog:
    """``silence``: seconds that events may wait while none comes; ``stall``: that a batch may
    take; ``seen``: when the last sign of life was given (seconds on any steady clock)."""

    silence: float
    stall: float
    seen: float
    working: bool = False

    def beat(self, now: float, *, working: bool = False) -> None:
        """A sign of life; ``working``: a batch begins."""
        self.seen = now
        self.working = working

    def observe(self, now: float, lag: int | None) -> str | None:
        """Why it is stuck, or None. ``lag`` None: no partition is ours while the group settles."""
        quiet = now - self.seen
        if self.working:
            return f"a batch takes more than {self.stall:g} s" if quiet > self.stall else None
        if lag == 0:
            self.beat(now)
            return None
        if quiet <= self.silence:
            return None
        if lag is None:
            return f"no partition was given for {quiet:.0f} s"
        return f"{lag} events wait and none came for {quiet:.0f} s"
