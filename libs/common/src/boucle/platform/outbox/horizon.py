"""Track where the relay starts to read: every row below is surely published. Published and deleted
rows stay in the index until a vacuum; read at every poll under load they cost more than all the
rest. A row's ``seq`` is taken before it commits, so a lower one may yet appear: the horizon moves
past a row only once every transaction that ran when that row was read has ended, and a poll after
that found nothing else. Now and then the relay reads all again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import asyncpg

# Transactions below the first have ended; the second has not begun.
_SNAPSHOT = """
SELECT pg_snapshot_xmin(now)::text::bigint AS oldest, pg_snapshot_xmax(now)::text::bigint AS next
FROM pg_current_snapshot() AS now
"""
_EVERY_S = 0.2


class Horizon:
    """Call ``before`` each poll, and ``after`` it once all of its rows are published."""

    def __init__(self) -> None:
        self.seq = 0
        """Every row up to here is published."""
        self._highest = 0
        self._until: int | None = None
        self._sure = 0
        self._full_read_at = 0.0

    async def before(self, connection: asyncpg.Connection[asyncpg.Record], now: float) -> None:
        """Prepare a poll. ``now``: seconds of the loop's clock."""
        if self._highest <= self.seq or now - self._full_read_at < _EVERY_S:
            return
        self._full_read_at = now
        snapshot = await connection.fetchrow(_SNAPSHOT)
        assert snapshot is not None  # noqa: S101 - there always is one
        if self._until is None:
            self._until = snapshot["next"]
        elif snapshot["oldest"] >= self._until:
            self._sure = self._highest

    def after(self, rows: Sequence[Any], *, complete: bool) -> None:
        """Note a poll's rows, in order; ``complete``: there were no more."""
        last = rows[-1]["seq"] if rows else 0
        if self._sure > self.seq and (complete or last >= self._sure):
            self.seq = self._sure
            self._until = None
        if self._until is None:
            self._highest = max(last, self._highest)
