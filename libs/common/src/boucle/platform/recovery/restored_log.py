"""After a restore, Postgres is of the backup's time and the log is not: it may know more, or less.

More: what it holds beyond the database was accepted from somebody, so each service takes it back
from the topics that it produces (or, with ``--discard``, publishes its own state again above the
log's versions). Less (another log, or none): every entity is published again, and read from the
beginning.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from boucle.platform.bus import Bus, Record
from boucle.platform.consuming import halts
from boucle.platform.db import Database, WriteSession
from boucle.platform.events import Event, ImpossibleVersion, UndecodableEvent

Positions = Mapping[tuple[str, int], int]
"""By topic and partition, the offset of the next event to read."""

_POSITIONS = "SELECT topic, partition, max(next_offset) FROM progress GROUP BY 1, 2"
# The epoch stays: a process that slept through the restore is still fenced.
_FORGET = "UPDATE progress SET next_offset = 0"
_SKIP = """
INSERT INTO progress AS mine (consumer, topic, partition, next_offset, epoch)
SELECT $1, $2, partition, reached, 1
FROM unnest($3::smallint[], $4::bigint[]) AS ends(partition, reached)
ON CONFLICT (consumer, topic, partition) DO UPDATE SET next_offset = excluded.next_offset
"""
_BATCH = 500


@dataclass(slots=True)
class Restored:
    """What became of a service's entities. ``lost``: what a person must tell again, a line each."""

    taken: Counter[str] = field(default_factory=Counter)
    republished: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        return [
            *(f"taken back from the log: {count} {kind}" for kind, count in (+self.taken).items()),
            *(f"told again: {count} {kind}" for kind, count in (+self.republished).items()),
            *(f"to tell again: {line}" for line in self.lost),
        ]


@dataclass(frozen=True, slots=True)
class Log:
    """A topic against what the database knows of its subjects (``known``: versions by subject).

    ``newer``: per subject, the events above the database's version, in order. ``lacking``: the
    subjects whose version the log has not reached: another log than the backup's, or a cut one.
    """

    newer: dict[str, list[Event[Any]]]
    lacking: frozenset[str]
    known: Mapping[str, int]


async def read_log(
    bus: Bus, topic: str, versions: Mapping[str, int], skipped: halts.Skipped
) -> Log:
    """Reads the topic whole but what is ``skipped``, and keeps of it what is above. Raises
    BusUnavailable, HaltsAt."""
    found: dict[str, dict[int, Event[Any]]] = {}
    highest: dict[str, int] = {}
    async with bus.reader([topic]) as reader:
        async for records in reader.read_to(await reader.end_offsets(), _BATCH):
            for record in records:
                event = _readable(record, skipped)
                if event is None:
                    continue
                subject, version = event.subject, event.entity_version
                highest[subject] = max(version, highest.get(subject, 0))
                if version > versions.get(subject, 0):
                    found.setdefault(subject, {})[version] = event
    newer = {
        subject: [events[version] for version in sorted(events)]
        for subject, events in found.items()
    }
    lacking = (one for one, version in versions.items() if highest.get(one, 0) < version)
    return Log(newer, frozenset(lacking), versions)


def _readable(record: Record, skipped: halts.Skipped) -> Event[Any] | None:
    """None: nobody could apply it before either, or shall."""
    try:
        return halts.decoded(record, skipped)
    except UndecodableEvent:
        return None
    except halts.HaltsAt as at:
        if isinstance(at.cause, ImpossibleVersion):  # not ours
            return None
        raise


async def is_shorter(database: Database, bus: Bus, positions: Positions) -> bool:
    """Whether some partition of the log ends before a position that the database remembers, its
    consumers' or these: it is another log."""
    async with database.read() as session:
        rows = await session.fetch(_POSITIONS)
    remembered = {(topic, partition): at for topic, partition, at in rows}
    reached = {one: max(remembered.get(one, 0), at) for one, at in positions.items()}
    remembered |= reached
    ends = await bus.end_offsets(remembered)
    return any(ends[place] < position for place, position in remembered.items())


async def read_from_the_beginning(session: WriteSession) -> None:
    """Every consumer of this database meets every event of the log; versions make it harmless."""
    driver = await session.driver()
    await driver.execute(_FORGET)


async def read_from_the_end(session: WriteSession, bus: Bus, consumer: str, topic: str) -> None:
    """The consumer meets only what is published from now on."""
    ends = await bus.end_offsets(await bus.places([topic]))
    driver = await session.driver()
    partitions = [partition for _, partition in ends]
    await driver.execute(_SKIP, consumer, topic, partitions, list(ends.values()))


def last(events: Iterable[Event[Any]]) -> Event[Any]:
    """The newest of a subject's events."""
    return max(events, key=lambda event: event.entity_version)
