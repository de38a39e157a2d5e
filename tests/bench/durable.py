"""Durable symmetric updates: Kafka -> lists and outbox in Postgres -> Kafka, all of it here.

    python -m tests.bench durable [--base 100000] [--growth 1000000] [--home FOLDER]

A real broker, a real Postgres (fsync on), real matching worker processes with their relay, on a
base that is published already. An update draws one flow's quantity anew (one in ten moves it as
well) and reaches every list that gains, loses or keeps it; a second burst only corrects quantities,
by a tenth at most, as most revisions of real flows do. Then updates at a steady pace, each until
the first event ``lists.changed`` that follows from it. Last, the same bursts on a larger base, as
dense as that of 100,000. In ``--home`` the bases stay for another run.

A short run: ``--base 2000 --updates 500 --seconds 3 --growth 0``.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from math import log
from pathlib import Path
from typing import Any

from boucle.catalogue.loading.loader import load_catalogue
from boucle.matching.scoring import Rules
from tests.bench.support.figures import met
from tests.bench.support.published import kept, publish
from tests.bench.support.stand import Stand, stand
from tests.bench.support.updates import Update, Updates, send, steady, until_done
from tests.bench.worlds.regional_flows import Region
from tests.bench.worlds.sizes import size_of

LEAST_ANEW, LEAST_CORRECTED = 2000.0, 3500.0
"""Updates a second."""
AT_RATE, MOST_P99_S = 500, 0.1
_WARM_UP = 200
_REVISED = 100_000
"""Flows that updates are drawn from, at most: the bench keeps them in memory."""
_DENSE = 100_000
"""Flows on one Normandy. Fewer are sparser, more lie on more ground."""
_COUNTS = """
SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del) FILTER (WHERE relname = 'entry'), 0)::bigint
           AS entries,
       pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint AS wal
FROM pg_stat_user_tables
"""


@dataclass(frozen=True)
class Durable:
    """``flows`` in the base; ``updates`` of each burst; each of ``rates`` for ``seconds``;
    ``growth``: flows of the larger base, none when not more than ``flows``."""

    flows: int = 100_000
    updates: int = 10_000
    rates: tuple[int, ...] = (50, 200, AT_RATE)
    seconds: int = 15
    workers: tuple[int, ...] = (1, 2)
    growth: int = 1_000_000
    home: Path | None = None


@dataclass(frozen=True, slots=True)
class Burst:
    """``rate``: updates a second; an update: ``cpu`` seconds by process, ``entries`` written,
    bytes of ``wal``, ``events``."""

    count: int
    rate: float
    cpu: Mapping[str, float]
    entries: float
    wal: float
    events: float

    def __str__(self) -> str:
        told = ", ".join(f"{name} {seconds * 1e6:.0f}" for name, seconds in self.cpu.items())
        return (
            f"{self.count} at once: {self.rate:.0f} updates/s; an update: {self.entries:.1f} "
            f"entries written, {self.wal / 1e3:.1f} kB of WAL, {self.events:.2f} events\n"
            f"    CPU-us an update: {told}; in all {sum(self.cpu.values()) * 1e6:.0f}"
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """By one number of workers. ``owned``: seconds until all lists had an owner; bytes of
    ``memory`` of each worker, of the ``database`` before the first update."""

    flows: int
    owned: float
    memory: float
    database: int
    anew: Burst
    corrected: Burst


async def bench(load: Durable, home: Path) -> list[Measured]:
    """Prints as it goes; what was measured, by number of workers."""
    async with stand(home) as parts:
        updates = await base(parts, load.flows)
        database = (await size_of(parts.database)).bytes
        return [await _measure(parts, updates, each, load, database) for each in load.workers]


async def base(parts: Stand, flows: int) -> Updates:
    """So many flows published, if none are there yet; the updates to make of them."""
    rules, times = Rules(load_catalogue()), max(1.0, flows / _DENSE)
    known = await kept(parts.database, _REVISED)
    if not known:
        began = time.monotonic()
        made = Region(rules, times=times).flows(flows)
        await publish(parts.database, parts.bus, rules, made)
        print(f"base: {flows} flows, published in {time.monotonic() - began:.0f} s", flush=True)
        known = await kept(parts.database, _REVISED)
    return Updates(rules, known, times)


async def _measure(
    parts: Stand, updates: Updates, workers: int, load: Durable, database: int
) -> Measured:
    with ExitStack() as running:
        began = time.monotonic()
        for number in range(workers):
            running.enter_context(parts.worker(f"worker {number + 1}"))
        await parts.until_owned()
        took = time.monotonic() - began
        memory = sum(each.memory for each in parts.workers.values()) / workers
        print(
            f"{workers} worker(s): all lists owned {took:.1f} s after, {memory / 1e6:.0f} MB each"
        )
        await _burst(parts, updates.take(_WARM_UP))  # prepared statements, caches
        anew = await _burst(parts, updates.take(load.updates))
        print(f"  drawn anew: {anew}", flush=True)
        corrected = await _burst(parts, updates.take(load.updates, corrected=True))
        print(f"  corrected by a tenth: {corrected}", flush=True)
        for rate in load.rates:
            await _tell_steady(parts, updates, rate, load.seconds)
    return Measured(load.flows, took, memory, database, anew, corrected)


async def _tell_steady(parts: Stand, updates: Updates, rate: int, seconds: int) -> None:
    found = await steady(parts, list(updates.take(rate * seconds)), rate)
    bar = ""
    if rate == AT_RATE:
        bar = f"; p99 under {MOST_P99_S * 1e3:.0f} ms: {met(found.p99 < MOST_P99_S)}"
    print(f"  {found}{bar}", flush=True)


async def _burst(parts: Stand, updates: Iterable[Update]) -> Burst:
    """All updates at once; how fast they are worked off."""
    sent = [message for _, message in updates]
    count = len(sent)
    before, cpu = await _counts(parts), parts.cpu_seconds()
    began = time.monotonic()
    await send(parts, sent)
    await until_done(parts)
    took, used = time.monotonic() - began, parts.cpu_seconds()
    await asyncio.sleep(1.5)  # the counts are told some time after
    after = await _counts(parts)
    each = {name: (after[name] - before[name]) / count for name in after}
    costs = {name: (seconds - cpu.get(name, 0.0)) / count for name, seconds in used.items()}
    return Burst(count, count / took, costs, **each)


async def _counts(parts: Stand) -> Mapping[str, int]:
    async with parts.database.read() as session:
        row: Any = await (await session.driver()).fetchrow(_COUNTS)
    told = await parts.bus.end_offsets(await parts.bus.places(["lists"]))
    return {**dict(row), "events": sum(told.values())}


def _tell_bars(found: list[Measured]) -> None:
    one, *others = found
    for name, least in (("anew", LEAST_ANEW), ("corrected", LEAST_CORRECTED)):
        rate = getattr(one, name).rate
        print(f"{name}: {rate:.0f} updates/s (bar: {least:.0f}, {met(rate >= least)})", end="")
        for more in others:
            rates = getattr(more, name).rate
            print(f"; by more workers {rates:.0f} (no slower: {met(rates >= rate)})", end="")
        print(flush=True)


def _tell_growth(small: Measured, large: Measured) -> None:
    """Exponent 0: the same whatever the size; 1: as many times more as there are flows."""
    dense = "as dense" if small.flows >= _DENSE else "denser"
    print(f"growth from {small.flows} flows to {large.flows}, {dense}, one worker:")
    figures = (
        ("CPU-us an update drawn anew", _cpu(small.anew), _cpu(large.anew)),
        ("CPU-us an update corrected", _cpu(small.corrected), _cpu(large.corrected)),
        ("seconds until all is owned", small.owned, large.owned),
        ("MB of a worker", small.memory / 1e6, large.memory / 1e6),
        ("MB of the database", small.database / 1e6, large.database / 1e6),
    )
    for name, before, after in figures:
        exponent = log(after / before) / log(large.flows / small.flows)
        print(f"  {name:28} {before:8.1f} -> {after:8.1f}   (exponent {exponent:.2f})")


def _cpu(burst: Burst) -> float:
    """Microseconds, of all processes but this one."""
    return 1e6 * sum(each for name, each in burst.cpu.items() if name != "this bench")


def main(load: Durable) -> None:
    with tempfile.TemporaryDirectory(prefix="boucle-bench-") as folder:
        home = load.home or Path(folder)
        found = _run(load, home / "base")
        _tell_bars(found)
        if load.growth > load.flows:
            larger = replace(load, flows=load.growth, workers=load.workers[:1], rates=(AT_RATE,))
            _tell_growth(found[0], _run(larger, home / "grown")[0])


def _run(load: Durable, home: Path) -> list[Measured]:
    home.mkdir(parents=True, exist_ok=True)
    for folder in (home.parent, home):
        folder.chmod(0o755)  # Postgres runs as another user
    return asyncio.run(bench(load, home))
