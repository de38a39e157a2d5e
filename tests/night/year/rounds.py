"""What services do by the clock, done when the year's clock has moved.

By itself it would come after seconds or minutes of real time: days of the year, each time others.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from boucle.platform.periodic import Periodic

_BY_THE_CLOCK: Final = frozenset(
    {
        *("due_dates", "exclusions", "last_days", "morning_mails", "person_retention"),
        *("recently_erased", "releaser"),
    }
)


@dataclass
class Rounds:
    found: list[Periodic] = field(default_factory=list)

    async def run(self) -> None:
        """Each until it has nothing left to do, in one order."""
        for one in sorted(self.found, key=lambda periodic: periodic.name):
            while await one.work():
                pass


@contextmanager
def by_hand() -> Iterator[Rounds]:
    """Workers that start in here leave these rounds to us."""
    rounds, by_itself = Rounds(), Periodic.run

    async def run(self: Periodic, stop: asyncio.Event) -> None:
        if self.name not in _BY_THE_CLOCK:
            await by_itself(self, stop)
            return
        rounds.found.append(self)
        await stop.wait()

    Periodic.run = run  # type: ignore[method-assign]
    try:
        yield rounds
    finally:
        Periodic.run = by_itself  # type: ignore[method-assign]
