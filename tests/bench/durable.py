"""Durable symmetric updates: Kafka -> lists, pairs and outbox in Postgres -> Kafka, all of it here.

    python -m tests.bench durable [--base 100000] [--home FOLDER]

A real broker, a real Postgres (fsync on), real matching worker processes with their relay, on a
base that is published already. An update draws one flow's quantity anew (one in ten moves it as
well) and reaches every list that gains, loses or keeps it; a second burst only corrects quantities,
by a tenth at most, as most revisions of real flows do. In ``--home`` the base stays for another
run.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from boucle.catalogue.loader import load_catalogue
from boucle.common.bus import Message, Reader
from boucle.common.events.registry import Flow
from boucle.matching.scoring import Rules
from tests.bench.figures import percentiles
from tests.bench.published import event, has_reached, kept, message, publish
from tests.bench.regional_flows import Region
from tests.bench.stand import Stand, stand

_WITHIN_S = 600.0
_AT_ONCE = 1000
_COUNTS = """
SELECT coalesce(sum(n_tup_ins + n_tup_upd) FILTER (WHERE relname = 'pair'), 0) AS pairs,
       coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del) FILTER (WHERE relname = 'entry'), 0)
           AS entries
FROM pg_stat_user_tables
"""
_LEFT = "SELECT EXISTS (SELECT FROM outbox)"


@dataclass(frozen=True)
class Durable:
    """``flows`` in the base; ``updates`` of each burst; each of ``rates`` for ``seconds``."""

    flows: int = 100_000
    updates: int = 2000
    rates: tuple[int, ...] = (5, 10, 20, 50)
    seconds: int = 15
    workers: tuple[int, ...] = (1, 2)
    home: Path | None = None


@dataclass
class Updates:
    """Makes updates, each flow at its next version: others in a run that begins where another
    ended."""

    rules: Rules
    flows: dict[UUID, tuple[Flow, int]]
    _ids: list[UUID] = field(init=False)
    _random: Random = field(init=False)
    _region: Region = field(init=False)

    def __post_init__(self) -> None:
        self._ids = sorted(self.flows)
        versions = sum(version for _, version in self.flows.values())
        self._random, self._region = Random(versions), Region(self.rules, versions)

    def take(self, count: int, *, corrected: bool = False) -> Iterator[tuple[UUID, Message]]:
        """(the event's id, the event as the log carries it)."""
        change = self._region.corrected if corrected else self._region.revised
        for _ in range(count):
            id_ = self._random.choice(self._ids)
            flow, version = self.flows[id_]
            fresh = change(flow)
            self.flows[id_] = fresh, version + 1
            told = event(fresh, version + 1)
            yield told.id, message(told)


async def bench(load: Durable, home: Path) -> None:
    rules = Rules(load_catalogue())
    async with stand(home) as parts:
        flows = await kept(parts.database)
        if not flows:
            began = time.monotonic()
            made = Region(rules).flows(load.flows)
            await publish(parts.database, parts.bus, rules, made)
            flows = await kept(parts.database)
            print(f"base: {len(flows)} flows, published in {time.monotonic() - began:.0f} s")
        updates = Updates(rules, flows)
        for workers in load.workers:
            await _measure(parts, updates, workers, load)


async def _measure(parts: Stand, updates: Updates, workers: int, load: Durable) -> None:
    with ExitStack() as running:
        began = time.monotonic()
        for number in range(workers):
            running.enter_context(parts.worker(f"worker {number + 1}"))
        await parts.until_owned()
        took = time.monotonic() - began
        memory = sum(each.memory for each in parts.workers.values()) / workers / 1e6
        print(f"{workers} worker(s): all lists owned {took:.1f} s after, {memory:.0f} MB each")
        await _burst(parts, updates.take(200))  # prepared statements, caches
        print(f"  drawn anew: {await _burst(parts, updates.take(load.updates))}", flush=True)
        some = updates.take(load.updates, corrected=True)
        print(f"  corrected by a tenth: {await _burst(parts, some)}", flush=True)
        for rate in load.rates:
            print(f"  {await _steady(parts, updates, rate, load.seconds)}", flush=True)


async def _burst(parts: Stand, updates: Iterable[tuple[UUID, Message]]) -> str:
    """All updates at once; how fast they are worked off."""
    sent = [message for _, message in updates]
    count = len(sent)
    before, cpu = await _counts(parts), parts.cpu_seconds()
    began = time.monotonic()
    await _send(parts, sent)
    await _until_done(parts)
    took, used = time.monotonic() - began, parts.cpu_seconds()
    await asyncio.sleep(1.5)  # the counts are told some time after
    after = await _counts(parts)
    costs = {name: (seconds - cpu.get(name, 0.0)) / count for name, seconds in used.items()}
    each = {name: (after[name] - before[name]) / count for name in after}
    told = ", ".join(f"{name} {cost * 1e6:.0f}" for name, cost in costs.items())
    return (
        f"{count} at once: {count / took:.0f} updates/s; an update: {each['pairs']:.1f} pair rows, "
        f"{each['entries']:.1f} entries, {each['events']:.1f} events\n"
        f"    CPU-us an update: {told}; in all {sum(costs.values()) * 1e6:.0f}"
    )


async def _send(parts: Stand, messages: list[Message]) -> None:
    async with parts.bus.producer() as producer:
        for start in range(0, len(messages), _AT_ONCE):
            chunk = messages[start : start + _AT_ONCE]
            outcomes = await producer.send(chunk, 30.0)
            assert outcomes == [None] * len(chunk)


async def _counts(parts: Stand) -> Mapping[str, int]:
    async with parts.database.read() as session:
        row: Any = await (await session.driver()).fetchrow(_COUNTS)
    told = await parts.bus.end_offsets(await parts.bus.places(["synergy", "lists"]))
    return {
        "pairs": int(row["pairs"]),
        "entries": int(row["entries"]),
        "events": sum(told.values()),
    }


async def _until_done(parts: Stand) -> None:
    """Everything on the log is in the lists, and everything they told is on the log."""
    ends = await parts.bus.end_offsets(await parts.bus.places(["flow"]))
    wanted = {partition: end for (_, partition), end in ends.items()}
    async with asyncio.timeout(_WITHIN_S):
        while not await _is_done(parts, wanted):  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.2)


async def _is_done(parts: Stand, wanted: Mapping[int, int]) -> bool:
    if not await has_reached(parts.database, wanted):
        return False
    # Asked last: it reads past what was published since the last vacuum.
    async with parts.database.read() as session:
        return not await (await session.driver()).fetchval(_LEFT)


async def _steady(parts: Stand, updates: Updates, rate: int, seconds: int) -> str:
    """Open loop: each update is due at its time; from then to its first event on the log."""
    sent = list(updates.take(rate * seconds))
    due: dict[str, float] = {}
    seen: dict[str, float] = {}
    async with parts.bus.reader(["synergy"]) as reader, parts.bus.producer() as producer:
        for place, end in (await reader.end_offsets()).items():
            reader.seek(place, end)
        reading = asyncio.create_task(_read(reader, seen))
        loop = asyncio.get_running_loop()
        began = loop.time() + 0.1
        for start in range(0, len(sent), max(1, rate // 100)):
            some = sent[start : start + max(1, rate // 100)]
            await asyncio.sleep(began + start / rate - loop.time())
            due |= {str(id_): began + (start + i) / rate for i, (id_, _) in enumerate(some)}
            for _, one in some:
                await producer.send_one(one, 30.0)
        sent_after = loop.time() - began
        await _until_done(parts)
        await asyncio.sleep(0.5)
        reading.cancel()
    delays = [seen[id_] - moment for id_, moment in due.items() if id_ in seen]
    if sent_after > 1.2 * seconds:
        return f"{rate:5}/s: the bench itself could not send that fast"
    silent = len(due) - len(delays)
    return f"{rate:5}/s: {percentiles(delays)}   ({silent} of {len(due)} told nothing of their own)"


async def _read(reader: Reader, seen: dict[str, float]) -> None:
    """When the first event that follows from each cause came."""
    while True:
        for record in await reader.poll(5000, 0.1):
            now = asyncio.get_running_loop().time()
            seen.setdefault(record.headers.get("ce_causationid", ""), now)


def main(load: Durable) -> None:
    if load.home is not None:
        load.home.mkdir(parents=True, exist_ok=True)
        asyncio.run(bench(load, load.home))
        return
    with tempfile.TemporaryDirectory(prefix="boucle-bench-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        asyncio.run(bench(load, home))
