"""Tell a stuck consumer from an idle one. Pure: time is passed in. Kafka clients go silent (after a
broker restart, a lost rebalance) without an error; only waiting events that do not come show it."""

from dataclasses import dataclass


class Stuck(Exception):
    """The consumer must be restarted."""


@dataclass
class Watchdog:
    """``silence``: seconds that events may wait while none comes; ``stall``: seconds that a batch
    may take; ``last_event``: when events last came (on any monotonic clock); ``begun``: when the
    current batch began."""

    silence: float
    stall: float
    last_event: float
    begun: float | None = None

    def begin(self, now: float) -> None:
        """Note that a batch begins, or advances."""
        self.begun = now

    def end(self, now: float, *, received: bool = True) -> None:
        """Note that the batch is done; ``heard``: it had events. An empty poll is no sign of
        life."""
        self.begun = None
        if received:
            self.last_event = now

    def excuse(self, now: float) -> None:
        """Restart the wait, as nothing can be known now."""
        self.last_event = now
        if self.begun is not None:
            self.begun = now

    def observe(self, now: float, lag: int | None) -> str | None:
        """Return why it is stuck, or None. ``lag`` None: no partition is assigned while the group
        settles."""
        if self.begun is not None:
            late = now - self.begun > self.stall
            return f"a batch takes more than {self.stall:g} s" if late else None
        if lag == 0:
            self.last_event = now
            return None
        quiet = now - self.last_event
        if quiet <= self.silence:
            return None
        if lag is None:
            return f"no partition was given for {quiet:.0f} s"
        return f"{lag} events wait and none came for {quiet:.0f} s"
