"""Tells a consumer that is stuck from one that has nothing to do. Pure: time is passed in.

Kafka clients go silent (after a broker restart, a lost rebalance) without an error; only events
waiting while nothing comes shows it.
"""

from dataclasses import dataclass


class Stuck(Exception):
    """The consumer must be restarted."""


@dataclass
class Watchdog:
    """``silence``: seconds that events may wait while none comes; ``stall``: that a batch may
    take; ``seen``: when events last came (seconds on any steady clock); ``begun``: when the batch
    under way began."""

    silence: float
    stall: float
    seen: float
    begun: float | None = None

    def begin(self, now: float) -> None:
        """A batch begins, or comes a step further."""
        self.begun = now

    def end(self, now: float, *, heard: bool = True) -> None:
        """The batch is done; ``heard``: events were in it. Asking without an answer is no life."""
        self.begun = None
        if heard:
            self.seen = now

    def excuse(self, now: float) -> None:
        """Nobody can know at this time: the waiting begins again."""
        self.seen = now
        if self.begun is not None:
            self.begun = now

    def observe(self, now: float, lag: int | None) -> str | None:
        """Why it is stuck, or None. ``lag`` None: no partition is ours while the group settles."""
        if self.begun is not None:
            late = now - self.begun > self.stall
            return f"a batch takes more than {self.stall:g} s" if late else None
        if lag == 0:
            self.seen = now
            return None
        quiet = now - self.seen
        if quiet <= self.silence:
            return None
        if lag is None:
            return f"no partition was given for {quiet:.0f} s"
        return f"{lag} events wait and none came for {quiet:.0f} s"
