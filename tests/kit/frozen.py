"""A clock that tests move."""

from datetime import UTC, datetime, timedelta


class FrozenClock:
    """Stands still until moved; ``clock()`` tells its time."""

    def __init__(self, now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) -> None:
        self._now = now

    def __call__(self) -> datetime:
        return self._now

    def set(self, now: datetime) -> None:
        self._now = now

    def advance(self, by: timedelta) -> datetime:
        self._now += by
        return self._now
