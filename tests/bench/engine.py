"""The pure engine: ``python -m tests.bench.engine [SMALL LARGE]``, in flows.

Flows of ``tests.bench.worlds.territory``. One update revises a flow (quantity, at times a move). It
corrects its own list and every list that gains, loses or keeps it, in batches; what moved is
returned. Alone in its process, so that resident memory is the engine's.
"""

from __future__ import annotations

import gc
import multiprocessing
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from math import log10
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from boucle.matching.engine import Engine, FlowChange
from boucle.matching.engine.engine import PIECE
from boucle.matching.lists import memory
from boucle.matching.lists.events import encoded, event_rows
from boucle.matching.scoring import FlowInputs
from tests.bench.worlds.territory import PARTITIONS, Territory, change, rules

UPDATES = 4000
SMALL, LARGE = 100_000, 1_000_000
SEVERAL = 0.05
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds and bytes; ``piece``: the longest that loading holds a worker up."""

    flows: int
    load: float
    piece: float
    build: float
    memory: float
    mean: float
    p50: float
    p99: float
    lists: float
    telling: float


class Pieces:
    """The CPU time of steps, and the longest by the clock."""

    def __init__(self) -> None:
        self.total = self.longest = 0.0

    def do(self, step: Callable[[], object]) -> object:
        began, clock = process_time(), perf_counter()
        result = step()
        self.total += process_time() - began
        self.longest = max(self.longest, perf_counter() - clock)
        return result


def measure(
    flows: int, times: float = 1.0, updates: int = UPDATES, several: float = 0.0
) -> Measured:
    """``times``: how many Normandies the flows are spread over; ``several``: the share of them that
    have three families."""
    territory = Territory(rules(), times=times, several=several)
    memory.map_big_arrays()
    _warm(territory)
    engine = Engine(territory.rules)
    ids: list[int] = []
    gc.collect()
    before = _resident()
    loading = _load(engine, territory.flows(flows), ids)
    building = _build(engine, ids)
    gc.collect()
    memory.give_back()  # as a worker does once it holds its lists
    kept = (_resident() - before - sys.getsizeof(ids) - sum(map(sys.getsizeof, ids))) / flows
    times_of, lists, telling = _update(engine, territory, ids, updates)
    times_of.sort()
    return Measured(
        flows=flows,
        load=loading.total,
        piece=max(loading.longest, building.longest),
        build=building.total,
        memory=kept,
        mean=sum(times_of) / updates,
        p50=times_of[len(times_of) // 2] / PIECE,
        p99=times_of[len(times_of) * 99 // 100] / PIECE,
        lists=lists / updates,
        telling=telling / updates,
    )


def _warm(territory: Territory) -> None:
    """Compile, or read what is compiled."""
    engine = Engine(territory.rules)
    ids: list[int] = []
    _load(engine, territory.flows(2000), ids)
    _build(engine, ids)
    _update(engine, territory, ids, 2 * PIECE)


def _load(engine: Engine, rows: Iterator[FlowInputs], ids: list[int]) -> Pieces:
    pieces = Pieces()
    while chunk := [change(row, 0) for _, row in zip(range(_CHUNK), rows, strict=False)]:
        ids += [one.flow for one in chunk]
        pieces.do(lambda told=chunk: engine.put(told))  # type: ignore[misc]
    return pieces


def _build(engine: Engine, ids: list[int]) -> Pieces:
    pieces = Pieces()
    for partition in range(PARTITIONS):
        engine.own(partition)
    steps = engine.catch_up(range(PARTITIONS), ids)
    while pieces.do(lambda: next(steps, "end")) != "end":
        pass
    engine.drain()
    return pieces


def _update(
    engine: Engine, territory: Territory, ids: list[int], updates: int
) -> tuple[list[float], int, float]:
    """The time of each batch, how many lists changed, the time to make their events."""
    random = Random(2)
    times, lists, telling = [], 0, 0.0
    now, turns = datetime.now(UTC), dict.fromkeys(range(PARTITIONS), 1)
    for number in range(updates // PIECE):
        told = list(_revised(engine, territory, random.sample(ids, PIECE), number))
        began = process_time()
        engine.put(told)
        changes = engine.drain()
        times.append(process_time() - began)
        began = process_time()
        event_rows(encoded(changes, {}), turns, now)
        telling += process_time() - began
        lists += len(changes.owner)
    return times, lists, telling


def _revised(
    engine: Engine, territory: Territory, chosen: Iterable[int], offset: int
) -> Iterator[FlowChange]:
    for flow in chosen:
        row = engine.row(flow)
        assert row is not None
        yield change(territory.revised(row), offset)


def _resident() -> int:
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096


def tell(measured: Measured) -> None:
    """One line a figure, the bar beside it."""
    print(f"{measured.flows} flows")
    _line("updates a second", f"{1 / measured.mean:.0f}", "10000 at 10^5 flows")
    _line(
        "CPU an update",
        f"mean {1e6 * measured.mean:.0f}, p50 {1e6 * measured.p50:.0f}, "
        f"p99 {1e6 * measured.p99:.0f} µs in batches of {PIECE}",
    )
    _line("lists changed an update", f"{measured.lists:.1f}")
    _line("its events", f"{1e6 * measured.telling:.0f} µs of CPU an update more")
    _line("resident memory a flow", f"{measured.memory:.0f} bytes", "500")
    _line("loading", f"{measured.load:.1f} s of CPU", "60 s at 10^6 flows")
    _line("longest piece", f"{1e3 * measured.piece:.0f} ms", "100 ms")
    _line("all lists from nothing", f"{measured.build:.1f} s of CPU")


def _line(what: str, figure: str, bar: str | None = None) -> None:
    print(f"  {what:26} {figure}" + (f"   (bar: {bar})" if bar else ""), flush=True)


def _apart(flows: int, times: float, updates: int, several: float = 0.0) -> Measured:
    """In a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, (flows, times, updates, several))


def main(sizes: tuple[int, int] = (SMALL, LARGE), updates: int = UPDATES) -> None:
    """Both sizes, the larger one on the same area and on an area as dense."""
    small, large = sizes
    first = _apart(small, 1.0, updates)
    tell(first)
    print(f"{SEVERAL:.0%} of them of three families:", end=" ")
    tell(_apart(small, 1.0, updates, SEVERAL))
    for name, times, bar in (("fixed area", 1.0, 0.95), ("constant density", large / small, 0.3)):
        print(f"{name}:", end=" ")
        second = _apart(large, times, updates)
        tell(second)
        exponent = log10(second.mean / first.mean) / log10(large / small)
        _line(f"growth exponent, {name}", f"{exponent:.2f}", f"{bar}")


if __name__ == "__main__":
    main((int(sys.argv[1]), int(sys.argv[2])) if len(sys.argv) > 2 else (SMALL, LARGE))
