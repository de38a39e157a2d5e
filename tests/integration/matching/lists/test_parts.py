"""A large turn is written in parts: whoever comes after a crash between two misses nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
import pytest

from boucle.matching.app import SERVICE
from boucle.matching.engine import Engine, FlowChange
from boucle.matching.lists import entries, parts, turns
from boucle.matching.lists import partitions as ownership
from boucle.matching.lists.replica import FlowBatch
from boucle.matching.lists.stored_flow import StoredFlow
from boucle.matching.lists.turns import Committer, Turn
from boucle.matching.scoring.wire import row_of
from boucle.platform.db import Database, WriteSession
from tests.integration.matching.lists.building import NOW, rules, shuffled_flows
from tests.kit.kit import ServiceDatabase

PARTITIONS = range(12)
READ: ownership.Positions = {"territory": {0: 7}}


async def standing(database: Database) -> list[tuple[int, ownership.Positions]]:
    """Of each partition: flows left to refresh, how far it has read."""
    async with database.read() as session:
        owned = await ownership.read_partitions(session)
        return [
            (len(await ownership.read_to_refresh(session, partition)), owned[partition].positions)
            for partition in PARTITIONS
        ]


async def test_flows_of_a_wide_change_are_left_to_refresh_a_part_at_a_time(
    service_database: ServiceDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = await service_database(SERVICE)
    async with database.write() as session:
        owned = await ownership.claim(session, PARTITIONS, rules().version)
    held = {partition: row.epoch for partition, row in owned.items()}
    sizes: list[int] = []
    alive: list[int] = []
    add, dies = ownership.add_to_refresh, True

    async def add_to_refresh(
        session: WriteSession, partitions: Iterable[int], flows: Iterable[int]
    ) -> None:
        if dies and len(sizes) == 2:
            raise ConnectionError
        sizes.append(len(list(flows)))
        await add(session, partitions, flows)

    monkeypatch.setattr(ownership, "add_to_refresh", add_to_refresh)
    monkeypatch.setattr(turns, "TO_REFRESH_AT_ONCE", 4)
    committer = Committer(database, rules().version, "here", lambda: alive.append(len(sizes)))
    turn = Turn(FlowBatch(), READ, to_refresh=set(range(1, 11)))

    async def write() -> Any:
        await committer.write(turn, held, lambda: NOW)

    with pytest.raises(ConnectionError):
        await write()
    assert await standing(database) == [(8, {})] * len(PARTITIONS)
    dies = False
    await write()
    assert await standing(database) == [(10, READ)] * len(PARTITIONS)
    assert sizes == [4, 4, 4, 4, 2]
    assert alive == [1, 2, 3, 4, 5]


async def test_lists_written_before_a_crash_are_found_by_the_next_owner(
    service_database: ServiceDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also those of flows that nobody had stored yet."""
    database = await service_database(SERVICE)
    async with database.write() as session:
        owned = await ownership.claim(session, [0], rules().version)
    held = {partition: row.epoch for partition, row in owned.items()}
    monkeypatch.setattr(parts, "LISTS_AT_ONCE", 5)
    publish, written = parts.ListPart.publish, list[object]()

    async def dies_later(found: parts.ListPart, *more: Any) -> None:
        if len(written) == 2:
            raise ConnectionError
        written.append(found)
        await publish(found, *more)

    monkeypatch.setattr(parts.ListPart, "publish", dies_later)
    committer = Committer(database, rules().version, "here", lambda: None)
    turn = many_lists()
    with pytest.raises(ConnectionError):
        await committer.write(turn, held, lambda: NOW)
    async with database.read() as reading:
        stored = await reading.fetchval("SELECT count(*) FROM entry")
        loaded = [lists async for lists in entries.read(reading, 0, 100)]
    assert stored > 0
    assert sum(int(lists.sizes.sum()) for lists in loaded) == stored


def many_lists() -> Turn:
    """Of flows that come all at once."""
    flows = shuffled_flows((f"flow {number}" for number in range(40)), "parts")
    engine = Engine(rules())
    engine.own(0)
    engine.put(FlowChange(one.flow_id.int, 1, 0, 0, row_of(one, 1, rules())) for one in flows)
    stored = [
        StoredFlow.of(one, (0, 0), 1, msgspec.json.encode(one), withdrawn=False) for one in flows
    ]
    turn = Turn(FlowBatch(stored=stored), READ)
    turn.set_changes(engine.drain())
    return turn
