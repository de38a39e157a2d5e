"""After a restore, entity by entity: taken back from the log, or published again above it.

A service lists its entities in the order in which they need each other. One whose last event says
all that is kept of it is a ``Stateful`` of its store's functions; any other brings its own ways.
"""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import Field, dataclass, field, replace
from datetime import datetime
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from boucle.platform import outbox
from boucle.platform.bus import Bus
from boucle.platform.consuming import halts
from boucle.platform.db import Database, WriteSession
from boucle.platform.events import Event
from boucle.platform.recovery import restored_log
from boucle.platform.recovery.restored_log import Log, Positions, Restored
from boucle.platform.recovery.shadow_tables import PAUSE


@dataclass(frozen=True, slots=True)
class Restoring:
    """The one transaction of a service's restore. ``another_log``: not that of the backup."""

    session: WriteSession
    now: datetime
    another_log: bool
    restored: Restored = field(default_factory=Restored)

    async def publish(self, topic: str, plural: str, *events: Event[Any]) -> None:
        await outbox.add(self.session, topic, *events)
        self.restored.republished[plural] += len(events)


class Restorable(ABC):
    """How the entities of a topic are restored. ``statement`` selects subjects and versions."""

    topic: str
    statement: str

    @abstractmethod
    async def take(self, work: Restoring, log: Log) -> None:
        """Take back what the log has beyond the backup."""

    async def discard(self, work: Restoring, log: Log) -> None:
        """Publish the backup's state above the log's versions; unless nothing can be given up."""
        await self.take(work, log)

    @abstractmethod
    async def publish_lacking(self, work: Restoring, lacking: Collection[str]) -> None:
        """Publish what the log lacks at its own version: whoever knows it takes no notice."""


@asynccontextmanager
async def restoring(
    database: Database,
    bus: Bus,
    now: datetime,
    entities: Sequence[Restorable],
    *,
    discard: bool,
    positions: Positions | None = None,
) -> AsyncIterator[Restoring]:
    """Restore these, in order; what is done inside commits with them. ``positions``: those that the
    service remembers itself, beside its consumers'."""
    async with database.read() as session:
        skipped = await halts.skipped(session)
        rows = [await session.fetch(one.statement) for one in entities]
    logs = [
        await restored_log.read_log(bus, one.topic, {str(k): v for k, v in known}, skipped)
        for one, known in zip(entities, rows, strict=True)
    ]
    another = await restored_log.is_shorter(database, bus, positions or {})
    async with database.write() as session:
        await session.may_compute(PAUSE)
        work = Restoring(session, now, another)
        for one, log in zip(entities, logs, strict=True):
            await (one.discard if discard else one.take)(work, log)
            await one.publish_lacking(work, log.lacking)
        if another:
            await restored_log.read_from_the_beginning(session)
        yield work


class _Row(Protocol):
    """A dataclass with a version, and the moment of its change (``updated_at``)."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def version(self) -> int: ...

    @property
    def withdrawn_at(self) -> datetime | None: ...


K = TypeVar("K")
T = TypeVar("T", bound=_Row)


@dataclass(frozen=True)
class Stateful(Restorable, Generic[K, T]):
    """Entities of which each event says the whole.

    ``key`` is a subject's; ``made`` makes rows of last events and of what the backup has; ``data``
    is what is published of rows; ``lost`` says what no event has of one that only the log knows.
    """

    topic: str
    statement: str
    key: Callable[[str], K]
    find: Callable[[WriteSession, Collection[K]], Awaitable[Mapping[K, T]]]
    save: Callable[[WriteSession, Sequence[T]], Awaitable[None]]
    made: Callable[[Restoring, Sequence[Event[Any]], Mapping[K, T]], Awaitable[Sequence[T]]]
    data: Callable[[WriteSession, Mapping[K, T]], Awaitable[Mapping[K, object]]]
    lost: Callable[[Event[Any]], str]

    @property
    def plural(self) -> str:
        return f"{self.topic}s"

    async def take(self, work: Restoring, log: Log) -> None:
        known = await self.find(work.session, list(map(self.key, log.newer)))
        lasts = list(map(restored_log.last, log.newer.values()))
        await self.save(work.session, await self.made(work, lasts, known))
        work.restored.taken[self.plural] += len(lasts)
        unknown = (one for one in lasts if self.key(one.subject) not in known)
        work.restored.lost.extend(map(self.lost, unknown))

    async def discard(self, work: Restoring, log: Log) -> None:
        known = await self.find(work.session, list(map(self.key, log.newer)))
        data = await self.data(work.session, known)
        kept = []
        for subject, events in log.newer.items():
            last, key = restored_log.last(events), self.key(subject)
            mine, version = known.get(key), last.entity_version + 1
            if mine is not None:
                kept.append(replace(mine, version=version, updated_at=work.now))
            gone = mine is None or mine.withdrawn_at is not None
            step = "withdrawn" if gone else "revised"
            await self._publish(work, step, subject, version, data.get(key, last.data))
        await self.save(work.session, kept)

    async def publish_lacking(self, work: Restoring, lacking: Collection[str]) -> None:
        known = await self.find(work.session, list(map(self.key, lacking)))
        data = await self.data(work.session, known)
        for subject in lacking:
            if one := known.get(key := self.key(subject)):
                step = "withdrawn" if one.withdrawn_at else "declared"
                await self._publish(work, step, subject, one.version, data[key])

    async def _publish(
        self, work: Restoring, step: str, subject: str, version: int, data: object
    ) -> None:
        type_ = f"{self.topic}.{step}.v1"
        event = outbox.new_event(type_, subject=subject, version=version, data=data, now=work.now)
        await work.publish(self.topic, self.plural, event)
