"""Two workers move the same pairs at once: neither waits for the other for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from boucle.common.db import Database
from boucle.matching.app import SERVICE
from boucle.matching.candidates import rows as candidate_rows
from boucle.matching.threads import computed
from tests.integration.matching.lists.building import entered, write_pairs
from tests.kit.kit import ServiceDatabase

_WITHIN_S = 20.0


BOTH = entered(2, offer=True), entered(5, offer=True)


class Paused:
    """Holds each writer named between its locks and what it writes."""

    def __init__(self, *names: str) -> None:
        self.reached = {name: asyncio.Event() for name in names}
        self.going = {name: asyncio.Event() for name in names}

    async def computed(self, work: Callable[[], Any], size: int) -> Any:
        task = asyncio.current_task()
        name = task.get_name() if task else ""
        if name in self.reached and not self.reached[name].is_set():
            self.reached[name].set()
            await self.going[name].wait()
        return await computed(work, size)


async def met_by_another(database: Database, paused: Paused) -> asyncio.Task[None]:
    """The first writer, which locked nothing, for neither pair has a row; then one is made."""
    first = asyncio.create_task(write_pairs(database, *BOTH), name="first")
    await paused.reached["first"].wait()
    await write_pairs(database, entered(5, need=True))
    return first


async def flags(database: Database) -> list[tuple[bool, bool]]:
    """In the offer's list, in the need's list: of each pair, by id."""
    async with database.read() as session:
        rows = await (await session.driver()).fetch(
            "SELECT in_offer_list, in_need_list FROM pair ORDER BY synergy_id"
        )
    return [tuple(row) for row in rows]


async def test_who_meets_a_row_inserted_and_finished_elsewhere_goes_on_with_it(
    service_database: ServiceDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody holds the row any more: both its lists have the pair, published once."""
    database = await service_database(SERVICE)
    paused = Paused("first")
    monkeypatch.setattr(candidate_rows, "computed", paused.computed)
    async with asyncio.timeout(_WITHIN_S):
        first = await met_by_another(database, paused)
        paused.going["first"].set()
        await first
    assert await flags(database) == [(True, False), (True, True)]
    async with database.read() as session:
        events = await (await session.driver()).fetch(
            "SELECT key, headers->>'ce_type' FROM outbox WHERE topic = 'synergy' ORDER BY seq"
        )
    detected = "synergy.detected.v1"
    assert [tuple(row) for row in events] == [
        (str(UUID(int=5)), detected),
        (str(UUID(int=2)), detected),
    ]


async def test_who_meets_a_row_inserted_and_held_elsewhere_starts_over(
    service_database: ServiceDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second locks the row that was made before it makes the other. Were the first to wait for
    that row after it made its own, both would wait."""
    database = await service_database(SERVICE)
    paused = Paused("first", "second")
    monkeypatch.setattr(candidate_rows, "computed", paused.computed)
    async with asyncio.timeout(_WITHIN_S):
        first = await met_by_another(database, paused)
        needs = entered(2, need=True), entered(5, need=True)
        second = asyncio.create_task(write_pairs(database, *needs), name="second")
        await paused.reached["second"].wait()
        paused.going["first"].set()
        with pytest.raises(candidate_rows.InsertedElsewhere):
            await first
        paused.going["second"].set()
        await second
        await write_pairs(database, *BOTH)
    assert await flags(database) == [(True, True), (True, True)]
