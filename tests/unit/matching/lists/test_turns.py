"""The parts of a turn: computed ahead of the one that is written, never beyond the turn."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from threading import Event
from typing import Any, cast

import pytest

from boucle.matching.engine import Engine, ListChange
from boucle.matching.lists import turns
from boucle.matching.lists.replica import Batch
from boucle.matching.lists.turns import Turn, in_parts
from boucle.matching.threads import FEW
from tests.unit.matching.worlds import rules

SIZE = FEW + 1
PARTS = list(in_parts(cast("Sequence[ListChange]", range(3 * SIZE)), SIZE))
PATIENCE = 10.0


class Computing:
    """Stands for ``publication``: says which parts it began and ended; waits for ``go`` at one."""

    def __init__(self, held: int) -> None:
        self.began: dict[object, Event] = {part[0]: Event() for part in PARTS}
        self.ended: list[object] = []
        self.go = Event()
        self._held = PARTS[held][0]

    def __call__(self, _engine: Engine, part: Sequence[ListChange], _causes: object) -> Any:
        self.began[part[0]].set()
        assert part[0] != self._held or self.go.wait(PATIENCE)
        self.ended.append(part[0])
        return part


def published(computing: Computing, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(turns, "publication", computing)
    return turns._published(Engine(rules()), PARTS, Turn(Batch(), {}))


async def test_a_part_is_computed_while_the_one_before_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    computing = Computing(held=1)
    found = []
    async for part in published(computing, monkeypatch):
        found.append(part)
        if len(found) == 1:  # being written: the next one has begun, and is not over
            assert await asyncio.to_thread(computing.began[PARTS[1][0]].wait, PATIENCE)
            assert computing.ended == [PARTS[0][0]]
            computing.go.set()
    assert found == PARTS


async def test_a_turn_given_up_leaves_nothing_that_still_reads_the_engine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    computing = Computing(held=1)

    async def give_up() -> None:
        async with aclosing(published(computing, monkeypatch)) as parts:
            async for _ in parts:
                assert await asyncio.to_thread(computing.began[PARTS[1][0]].wait, PATIENCE)
                asyncio.get_running_loop().call_later(0.05, computing.go.set)
                raise ConnectionError

    with pytest.raises(ConnectionError):
        await give_up()
    assert computing.ended == [PARTS[0][0], PARTS[1][0]]
