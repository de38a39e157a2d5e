"""The log that workers read: told to, told again, and how much of it they have still to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Any

from boucle.contract.events import EVENTS
from boucle.matching.lists import partitions as ownership
from boucle.platform.bus import Bus, Message, Place, Producer, Record
from boucle.platform.db import Database
from boucle.platform.events import Event

_SEND_S = 30.0
_TOLD_AGAIN = ("flow", "flow", "flow", "life", "territory")


@dataclass(frozen=True, slots=True)
class Log:
    """The topics of one prefix. ``flows``: the places of flows' events; asking anew each time how
    much is unread would cost half of what the play takes beside the workers. ``resent``: topics
    whose events are sent again."""

    bus: Bus
    producer: Producer
    flows: frozenset[Place]
    resent: tuple[str, ...] = _TOLD_AGAIN

    async def tell(self, events: Iterable[Event[Any]]) -> None:
        """In order, until acknowledged."""
        await self._send([_message(event) for event in events])

    async def resend(self, random: Random, most: int) -> int:
        """Send a range of some partition's events again, as a relay that died does; how many."""
        topic = random.choice(self.resent)
        ends = await self.bus.end_offsets(await self.bus.places([topic]))
        full = [place for place, end in ends.items() if end > 0]
        if not full:
            return 0
        place = random.choice(sorted(full))
        start = random.randrange(ends[place])
        records = await self._read(place, start, min(ends[place], start + most))
        await self._send([_again(record) for record in records])
        return len(records)

    async def unread(self, database: Database) -> int:
        """Events of flows that the owners of their partitions have not yet applied."""
        async with database.read() as session:
            partitions = await ownership.read_partitions(session)
        ends = await self.bus.end_offsets(self.flows)
        read = {p: row.positions.get("flow", {}).get(p, 0) for p, row in partitions.items()}
        return sum(end - read.get(partition, 0) for (_, partition), end in ends.items())

    async def _read(self, place: Place, start: int, end: int) -> list[Record]:
        found: list[Record] = []
        async with self.bus.reader() as reader:
            reader.assign({place: start})
            while len(found) < end - start:
                found += await reader.poll(end - start - len(found), 1.0)
        return found

    async def _send(self, messages: list[Message]) -> None:
        outcomes = await self.producer.send(messages, _SEND_S)
        assert outcomes == [None] * len(messages), "the broker is there all the time"


def _message(event: Event[Any]) -> Message:
    encoded = EVENTS.encode(event)
    return Message(EVENTS[event.type].topic, encoded.key, encoded.headers, encoded.value)


def _again(record: Record) -> Message:
    return Message(record.topic, record.key, record.headers, record.value)
