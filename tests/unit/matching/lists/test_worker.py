"""What a worker does beside its lists: says that it lives, and bounds what it keeps."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, cast

import pytest

from boucle.matching.lists import worker as working
from boucle.matching.lists.replica import FlowBatch
from boucle.matching.lists.turns import Turn
from boucle.matching.lists.worker import ListWorker, WorkerSettings
from boucle.platform.bus import Place, Reader, Record
from boucle.platform.events import UndecodableEvent
from tests.unit.matching.worlds import rules


def a_worker(stall: float = 120.0) -> ListWorker:
    nothing: Any = None
    settings = WorkerSettings(silence=stall, stall=stall)
    return ListWorker(database=nothing, bus=nothing, rules=rules(), settings=settings)


def unreadable(offset: int) -> Record:
    return Record("life", 0, offset, None, {}, b"", 0)


class SlowLives:
    """Stands for a reader: at each poll one life, ``step`` seconds after the one before; asks the
    watchdog what it thinks."""

    def __init__(self, worker: ListWorker, lives: int, step: float) -> None:
        self.now, self.verdicts = 0.0, list[str | None]()
        self._worker, self._lives, self._step, self._read = worker, lives, step, 0

    assigned: tuple[Place, ...] = (("flow", 0), ("life", 0))

    def pause(self, *places: Place) -> None:
        assert places == (("flow", 0),)

    def resume(self, *places: Place) -> None:
        assert places == (("flow", 0),)

    async def end_offsets(self) -> Mapping[Place, int]:
        return {("flow", 0): 7, ("life", 0): self._lives}

    async def poll(self, _max_records: int, _timeout: float) -> list[Record]:
        self.now += self._step
        self.verdicts.append(self._worker._watchdog.observe(self.now, self._lives))
        self._read += 1
        return [unreadable(self._read - 1)]


async def test_reading_many_settings_and_lives_first_is_no_standstill(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worker = a_worker(stall=60.0)
    reader = SlowLives(worker, lives=10, step=40.0)
    monkeypatch.setattr(working, "steady_now", lambda: reader.now)
    worker._alive()
    worker._replica.start(reader.assigned)
    await worker._read_settings_first(cast("Reader", reader), asyncio.Event())
    assert reader.verdicts == [None] * 10


async def test_who_owns_nothing_keeps_the_last_events_to_put_aside_only() -> None:
    worker = a_worker()
    failures: list[tuple[Record, Exception]] = [
        (unreadable(offset), UndecodableEvent("nothing")) for offset in range(2500)
    ]
    worker._replica.failures = failures[2000:]
    await worker._commit(Turn(FlowBatch(), {}, failures[:2000]), asyncio.Event())
    kept = [record.offset for record, _ in worker._replica.failures]
    assert kept == list(range(1500, 2500))
