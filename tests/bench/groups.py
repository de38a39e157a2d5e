"""Groups of a region: an update to its group's event, all of them from nothing, their growth.

    python -m tests.bench groups [--base 10000] [--rate 5] [--seconds 60]

A real broker, a real Postgres, two real worker processes of matching with their relay. Needs are as
dense as in a region (``group_region``), kept as the consumer keeps them. An update revises one
need's figure; it is measured from when it was due to the first event ``group.*`` that follows from
it, on the log. From nothing: every market is to be looked at by workers that keep nothing from
before. Last, updates of flows beside updates of needs: what lists lose by it.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from uuid import UUID

from boucle.contract.events import EVENTS
from boucle.contract.events.sharing import Sharing
from boucle.matching.groups import sharings, stale
from boucle.matching.kinds.markets import market_of
from boucle.matching.markets.consumers import SHARINGS
from boucle.platform import outbox
from boucle.platform.bus import Message, Reader
from boucle.platform.consuming import progress
from boucle.platform.events import Event
from tests.bench.durable import base
from tests.bench.support.figures import met, percentile
from tests.bench.support.stand import Stand, stand
from tests.bench.support.updates import Steady, steady
from tests.bench.worlds.group_region import NEEDS, SharingRegion

MOST_P50_S, MOST_P99_S, MOST_FROM_NOTHING_S = 0.1, 1.0, 120.0
_WORKERS = 2
_FLOWS, _FLOW_RATE, _FLOW_S = 5_000, 50, 20
_WITHIN_S = 900.0
_AT_ONCE = 2000
_COUNT = "SELECT count(*) FROM synergy_group WHERE state <> 'lost'"


@dataclass(frozen=True)
class Needs:
    """``count`` in the region; updates at ``rate`` a second for ``seconds``; ``sizes``: of what is
    found from nothing, ``count`` the last but one."""

    count: int = NEEDS
    rate: int = 5
    seconds: int = 60

    @property
    def sizes(self) -> Sequence[int]:
        return self.count // 4, self.count // 2, self.count, 2 * self.count


def main(load: Needs) -> None:
    with tempfile.TemporaryDirectory(prefix="boucle-bench-") as folder:
        Path(folder).chmod(0o755)
        asyncio.run(bench(load, Path(folder)))


async def bench(load: Needs, home: Path) -> None:
    for size in load.sizes:
        async with stand(home / str(size)) as parts:
            region = SharingRegion(size)
            known = await _kept(parts, region, size)
            await _from_nothing(parts, size, bar=size == load.count)
            if size == load.count:
                await _updates(parts, region, known, load)
                await _beside_flows(parts, region, known, load)


async def _kept(parts: Stand, region: SharingRegion, size: int) -> dict[UUID, Sharing]:
    """All needs as the consumer keeps them, written in bulk; those that a market has."""
    known = {one.sharing_id: one for one in region.sharings(size)}
    ids = list(known)
    for start in range(0, size, _AT_ONCE):
        events = [_event(known[id_], 1) for id_ in ids[start : start + _AT_ONCE]]
        async with parts.database.write() as session:
            await sharings.keep(session, "sharing", events, datetime.now(UTC))
    return {id_: one for id_, one in known.items() if market_of(one) is not None}


async def _from_nothing(parts: Stand, size: int, *, bar: bool) -> None:
    """Workers that keep nothing from before find all groups, and publish them."""
    async with _workers(parts):
        cpu = parts.cpu_seconds()
        async with parts.database.write() as session:
            markets = await sharings.markets(session)
            await stale.mark_stale(session, markets)
        began = time.monotonic()
        await _until_rest(parts)
        took = time.monotonic() - began
        used = sum(each - cpu.get(name, 0.0) for name, each in parts.cpu_seconds().items())
    async with parts.database.read() as session:
        groups = await session.fetchval(_COUNT)
    said = f"; within {MOST_FROM_NOTHING_S:.0f} s: {met(took < MOST_FROM_NOTHING_S)}" if bar else ""
    print(
        f"{size} needs in {len(markets)} markets, all from nothing: {groups} groups in {took:.1f} s"
        f" ({used:.1f} s of CPU), {took / size * 1e3:.2f} ms a need{said}",
        flush=True,
    )


async def _updates(
    parts: Stand, region: SharingRegion, known: dict[UUID, Sharing], load: Needs
) -> None:
    async with _workers(parts):
        async with parts.database.write() as session:  # so that each worker has seen each market
            await stale.mark_stale(session, await sharings.markets(session))
        await _until_rest(parts)
        versions = dict.fromkeys(known, 1)
        changes = _changes(region, known, versions, load.rate * load.seconds)
        found = await _steady(parts, changes, load.rate)
    p50, p99 = percentile(found.delays, 50), percentile(found.delays, 99)
    print(
        f"  updates {found}\n  p50 under {MOST_P50_S * 1e3:.0f} ms: {met(p50 < MOST_P50_S)}; "
        f"p99 under {MOST_P99_S:.0f} s: {met(p99 < MOST_P99_S)}",
        flush=True,
    )


async def _beside_flows(
    parts: Stand, region: SharingRegion, known: dict[UUID, Sharing], load: Needs
) -> None:
    """Lists under updates of flows: alone, and while needs are revised."""
    flows = await base(parts, _FLOWS)
    async with _workers(parts):
        await _until_rest(parts)
        list(flows.take(200))
        count = _FLOW_RATE * _FLOW_S
        alone = await steady(parts, list(flows.take(count)), _FLOW_RATE)
        versions = dict.fromkeys(known, 1000)
        changes = _changes(region, known, versions, load.rate * _FLOW_S)
        beside, _ = await asyncio.gather(
            steady(parts, list(flows.take(count)), _FLOW_RATE),
            _steady(parts, changes, load.rate),
        )
    print(f"  flows alone:        {alone}\n  flows beside needs: {beside}", flush=True)


def _changes(
    region: SharingRegion, known: dict[UUID, Sharing], versions: dict[UUID, int], count: int
) -> list[Event[Sharing]]:
    random, ids = Random(7), sorted(known)
    events = []
    for _ in range(count):
        id_ = random.choice(ids)
        known[id_], versions[id_] = region.revised(known[id_]), versions[id_] + 1
        events.append(_event(known[id_], versions[id_]))
    return events


async def _steady(parts: Stand, events: Iterable[Event[Sharing]], rate: int) -> Steady:
    """Open loop: each is due at its time, whatever became of the others."""
    seen: dict[str, float] = {}
    due: dict[str, float] = {}
    loop = asyncio.get_running_loop()
    async with parts.bus.reader(["group"]) as reader, parts.bus.producer() as producer:
        for place, end in (await reader.end_offsets()).items():
            reader.seek(place, end)
        reading = asyncio.create_task(_read(reader, seen))
        began = loop.time() + 0.1
        try:
            for number, event in enumerate(events):
                due[str(event.id)] = moment = began + number / rate
                await asyncio.sleep(moment - loop.time())
                assert await producer.send([_message(event)], 30.0) == [None]
            late = (loop.time() - began) * rate / max(1, len(due))
            await _until_rest(parts)
            await asyncio.sleep(0.5)  # what is on the log comes to the reader
        finally:
            reading.cancel()
    delays = [seen[id_] - moment for id_, moment in due.items() if id_ in seen]
    return Steady(rate, delays, len(due) - len(delays), late)


async def _read(reader: Reader, seen: dict[str, float]) -> None:
    """When the first event that follows from each cause came."""
    while True:
        for record in await reader.poll(5000, 0.1):
            cause = record.headers.get("ce_causationid")
            if cause is not None:
                seen.setdefault(cause, asyncio.get_running_loop().time())


@asynccontextmanager
async def _workers(parts: Stand) -> AsyncIterator[None]:
    with ExitStack() as running:
        for number in range(_WORKERS):
            running.enter_context(parts.worker(f"worker {number + 1}"))
        await parts.until_owned()
        yield


async def _until_rest(parts: Stand) -> None:
    """All that is declared is read, no market waits, all is published. Raises TimeoutError."""
    async with asyncio.timeout(_WITHIN_S):
        while await _waits(parts):  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.02)


async def _waits(parts: Stand) -> bool:
    ends = await parts.bus.end_offsets(await parts.bus.places(["sharing"]))
    async with parts.database.read() as session:
        positions = await progress.load(session, SHARINGS)
        reached = {one.place: one.next_offset for one in positions}
        if any(reached.get(place, 0) < end for place, end in ends.items()):
            return True
        if await stale.stale_markets(session):
            return True
        return bool(await session.fetchval("SELECT EXISTS (SELECT FROM outbox)"))


def _event(one: Sharing, version: int) -> Event[Sharing]:
    type_ = "sharing.declared.v1" if version == 1 else "sharing.revised.v1"
    now = datetime.now(UTC)
    return outbox.new_event(type_, subject=one.sharing_id, version=version, data=one, now=now)


def _message(event: Event[Sharing]) -> Message:
    encoded = EVENTS.encode(event)
    return Message("sharing", encoded.key, encoded.headers, encoded.value)
