"""What each service has still to do: events not published, events not read, mails not sent."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import msgspec

from boucle.matching.lists.partitions import Positions
from boucle.platform.bus import Bus, BusUnavailable
from boucle.platform.bus.records import Place
from boucle.platform.db import Database, is_transient

_OUTBOX = "SELECT count(*), min(seq), max(seq) FROM outbox"
_PROGRESS = "SELECT consumer, topic, partition, next_offset FROM progress"
_OWNED = "SELECT partition, positions FROM owned_partition"
_TO_MEND = "SELECT count(*) FROM to_mend"
_MAILS = "SELECT count(*) FROM mail WHERE state IN ('due', 'sending')"
_positions = msgspec.json.Decoder(Positions)


@dataclass(frozen=True, slots=True)
class Reading:
    """One consumer's next offset in one partition."""

    service: str
    consumer: str
    place: Place
    next_offset: int


@dataclass(frozen=True, slots=True)
class Outbox:
    """How many rows are unpublished, the first of them and the newest."""

    unpublished: int
    first: int | None
    newest: int | None

    def has_published(self, until: int | None) -> bool:
        return self.first is None or until is None or self.first > until


@dataclass(frozen=True)
class Backlog:
    """By service; ``ends``: the end of every partition that somebody reads."""

    outboxes: Mapping[str, Outbox]
    readings: tuple[Reading, ...]
    ends: Mapping[Place, int]
    to_mend: int
    mails: int

    def unread(self, service: str | None = None) -> int:
        return sum(
            max(0, self.ends[one.place] - one.next_offset)
            for one in self.readings
            if service in (None, one.service)
        )

    def of(self, service: str | None) -> int:
        """Work in flight at one service, or anywhere."""
        unpublished = sum(
            outbox.unpublished for name, outbox in self.outboxes.items() if service in (None, name)
        )
        mails = self.mails if service in (None, "notifications") else 0
        return unpublished + self.unread(service) + mails

    @property
    def quiet(self) -> bool:
        return self.of(None) == 0 and self.to_mend == 0

    def has_done(self, then: Backlog, service: str | None) -> bool:
        """Whether one service, or all, read what was in the log then, and published its rows."""
        read = all(
            one.next_offset >= then.ends.get(one.place, 0)
            for one in self.readings
            if service in (None, one.service)
        )
        return read and all(
            outbox.has_published(then.outboxes[name].newest)
            for name, outbox in self.outboxes.items()
            if service in (None, name)
        )

    def __str__(self) -> str:
        outboxes = " ".join(
            f"{name}:{outbox.unpublished}"
            for name, outbox in self.outboxes.items()
            if outbox.unpublished
        )
        late = [(one.service, one.consumer) for one in self.readings]
        lags = {
            key: sum(
                max(0, self.ends[one.place] - one.next_offset)
                for one in self.readings
                if (one.service, one.consumer) == key
            )
            for key in late
        }
        unread = " ".join(f"{consumer}:{n}" for (_, consumer), n in lags.items() if n)
        return (
            f"unpublished [{outboxes}] unread [{unread}] to mend {self.to_mend} mails {self.mails}"
        )


class Watched(Protocol):
    """What has databases, by service, and a log."""

    @property
    def databases(self) -> Mapping[str, Database]: ...
    @property
    def bus(self) -> Bus: ...


@dataclass
class Watch:
    """Looks at the backlog of a world; None while Postgres or Kafka do not answer."""

    world: Watched
    _known: set[Place] = field(default_factory=set)

    async def look(self) -> Backlog | None:
        try:
            return await self._look()
        except BusUnavailable:
            return None
        except Exception as error:
            if is_transient(error) or isinstance(error, OSError):
                return None
            raise

    async def unpublished(self, service: str) -> int:
        """Rows of one outbox, at once: a look at everything is old when it is over."""
        return int((await _rows(self.world.databases[service], _OUTBOX))[0][0])

    async def until(
        self, what: str, wanted: Callable[[Backlog], bool], within: float, every: float = 0.25
    ) -> Backlog:
        """Raises AssertionError with the last backlog seen when it does not come in time."""
        ends, seen = time.monotonic() + within, None
        while time.monotonic() < ends:
            seen = await self.look() or seen
            if seen is not None and wanted(seen):
                return seen
            await asyncio.sleep(every)
        raise AssertionError(f"{what}: not within {within:.0f} s; {seen or 'nobody answers'}")

    async def until_quiet(
        self,
        within: float,
        quiet: Callable[[Backlog], bool] = lambda backlog: backlog.quiet,
        every: float = 1.0,
    ) -> Backlog:
        """Nothing left to do, twice in a row, with no event written in between."""
        before: list[Mapping[Place, int]] = []

        def still(backlog: Backlog) -> bool:
            same = bool(before) and before[-1] == backlog.ends
            before[:] = [backlog.ends] if quiet(backlog) else []
            return quiet(backlog) and same

        return await self.until("quiescence", still, within, every)

    async def _look(self) -> Backlog:
        databases = self.world.databases
        outboxes = {}
        readings: list[Reading] = []
        for name, database in databases.items():
            outboxes[name] = Outbox(*(await _rows(database, _OUTBOX))[0])
            rows = await _rows(database, _PROGRESS)
            readings += [
                Reading(name, consumer, (topic, partition), next_offset)
                for consumer, topic, partition, next_offset in rows
            ]
        readings += await _lists(databases["matching"])
        to_mend = await _count(databases["matching"], _TO_MEND)
        mails = await _count(databases["notifications"], _MAILS)
        # Asked last: what was written since counts as unread, never the other way round.
        ends = await self.world.bus.end_offsets({one.place for one in readings})
        return Backlog(outboxes, tuple(readings), ends, to_mend, mails)


async def _lists(database: Database) -> list[Reading]:
    """How far the lists have read each source: as far as those of the last partition."""
    reached: dict[Place, int] = {}
    for _partition, body in await _rows(database, _OWNED):
        for topic, offsets in _positions.decode(body).items():
            for source, offset in offsets.items():
                place = (topic, source)
                reached[place] = min(offset, reached.get(place, offset))
    return [Reading("matching", "lists", place, offset) for place, offset in reached.items()]


async def _count(database: Database, query: str) -> int:
    return int((await _rows(database, query))[0][0])


async def _rows(database: Database, query: str) -> list[tuple[Any, ...]]:
    async with database.read() as session:
        driver = await session.driver()
        return [tuple(row) for row in await driver.fetch(query)]
