"""Updates of a base's flows: made, sent to the log, followed until what they told is on it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from uuid import UUID

import msgspec

from boucle.contract.events.registry import Flow
from boucle.matching.scoring import Rules
from boucle.platform.bus import Message, Reader
from tests.bench.support.figures import percentile, percentiles
from tests.bench.support.published import event, has_reached, message
from tests.bench.support.stand import Stand
from tests.bench.worlds.regional_flows import Region

_WITHIN_S = 600.0
_AT_ONCE = 1000
_SENDS_A_SECOND = 100
_LATE = 1.2
"""How much longer than foreseen a steady stream may take to be sent, to count as steady."""
_LEFT = "SELECT EXISTS (SELECT FROM outbox)"

Update = tuple[str, Message]
"""The event's id, the event as the log carries it."""


@dataclass
class Updates:
    """Makes updates, each flow at its next version: others in a run that begins where another
    ended."""

    rules: Rules
    flows: dict[UUID, tuple[Flow, int]]
    times: float = 1.0
    _ids: list[UUID] = field(init=False)
    _random: Random = field(init=False)
    _region: Region = field(init=False)

    def __post_init__(self) -> None:
        self._ids = sorted(self.flows)
        versions = sum(version for _, version in self.flows.values())
        self._random = Random(versions)
        self._region = Region(self.rules, versions, self.times)

    def take(self, count: int, *, corrected: bool = False) -> Iterator[Update]:
        change = self._region.corrected if corrected else self._region.revised
        for _ in range(count):
            id_ = self._random.choice(self._ids)
            flow, version = self.flows[id_]
            fresh = change(flow)
            self.flows[id_] = fresh, version + 1
            told = event(fresh, version + 1)
            yield str(told.id), message(told)


async def send(parts: Stand, messages: list[Message]) -> None:
    """As fast as the broker takes them."""
    async with parts.bus.producer() as producer:
        for start in range(0, len(messages), _AT_ONCE):
            chunk = messages[start : start + _AT_ONCE]
            outcomes = await producer.send(chunk, 30.0)
            assert outcomes == [None] * len(chunk)


async def until_done(parts: Stand) -> None:
    """Everything on the log is in the lists, and everything they told is on the log."""
    ends = await parts.bus.end_offsets(await parts.bus.places(["flow"]))
    wanted = {partition: end for (_, partition), end in ends.items()}
    async with asyncio.timeout(_WITHIN_S):
        while not await _is_done(parts, wanted):  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.05)


async def _is_done(parts: Stand, wanted: Mapping[int, int]) -> bool:
    if not await has_reached(parts.database, wanted):
        return False
    # Asked last: it reads past what was published since the last vacuum.
    async with parts.database.read() as session:
        return not await (await session.driver()).fetchval(_LEFT)


@dataclass(frozen=True, slots=True)
class Steady:
    """``delays``: seconds from when an update was due to the first event that follows from it;
    ``silent``: updates that changed no list; ``late``: how much longer than foreseen the sending
    took, as a ratio."""

    rate: int
    delays: list[float]
    silent: int
    late: float

    @property
    def p99(self) -> float:
        return percentile(self.delays, 99)

    def __str__(self) -> str:
        if self.late > _LATE:
            return f"{self.rate:5}/s: the bench itself could not send that fast"
        count = self.silent + len(self.delays)
        return (
            f"{self.rate:5}/s: {percentiles(self.delays)}   ({self.silent} of {count} updates "
            "changed no list)"
        )


async def steady(parts: Stand, updates: Iterable[Update], rate: int) -> Steady:
    """Open loop: each update is due at its time, whatever became of the others."""
    seen: dict[str, float] = {}
    async with parts.bus.reader(["lists"]) as reader:
        for place, end in (await reader.end_offsets()).items():
            reader.seek(place, end)
        reading = asyncio.create_task(_read(reader, seen))
        try:
            due, late = await _send_in_time(parts, updates, rate)
            await until_done(parts)
            await asyncio.sleep(0.5)  # what is on the log comes to the reader
        finally:
            reading.cancel()
    delays = [seen[id_] - moment for id_, moment in due.items() if id_ in seen]
    return Steady(rate, delays, len(due) - len(delays), late)


async def _send_in_time(
    parts: Stand, updates: Iterable[Update], rate: int
) -> tuple[dict[str, float], float]:
    """When each was due, by the loop's clock, and how late the last of them was sent."""
    loop = asyncio.get_running_loop()
    together = max(1, rate // _SENDS_A_SECOND)
    due: dict[str, float] = {}
    rest = iter(updates)
    async with parts.bus.producer() as producer:
        began = loop.time() + 0.1
        while some := list(islice(rest, together)):
            moment = began + len(due) / rate
            due |= dict.fromkeys((id_ for id_, _ in some), moment)
            await asyncio.sleep(moment - loop.time())
            outcomes = await producer.send([one for _, one in some], 30.0)
            assert outcomes == [None] * len(some)
        return due, (loop.time() - began) * rate / max(1, len(due))


class _Follows(msgspec.Struct):
    """What ``lists.changed`` says of where it comes from."""

    causes: tuple[str, ...] = ()


_follows = msgspec.json.Decoder(_Follows)


async def _read(reader: Reader, seen: dict[str, float]) -> None:
    """When the first event that follows from each cause came."""
    while True:
        for record in await reader.poll(5000, 0.1):
            now = asyncio.get_running_loop().time()
            for cause in _follows.decode(record.value or b"{}").causes:
                seen.setdefault(cause, now)
