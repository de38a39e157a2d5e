"""Two workers move the same pairs at once: neither waits for the other for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from boucle.common.db import Database
from boucle.common.testing.kit import ServiceDatabase
from boucle.matching import pair_rows
from boucle.matching.app import SERVICE
from boucle.matching.pairs import PairChange
from boucle.matching.threads import computed
from tests.integration.matching_engine.building import NOW
from tests.unit.matching_engine.test_pairs import synergy

_WITHIN_S = 20.0


def entered(number: int, *, offer: bool | None = None, need: bool | None = None) -> PairChange:
    """A pair that a list took in."""
    id_ = UUID(int=number)
    return PairChange(id_, offer, need, replace(synergy(), synergy_id=id_))


async def write(database: Database, *changes: PairChange) -> None:
    async with database.write() as session:
        await pair_rows.apply(session, changes, NOW)


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


async def flags(database: Database) -> list[tuple[bool, bool]]:
    """In the offer's list, in the need's list: of each pair, by id."""
    async with database.read() as session:
        rows = await (await session.driver()).fetch(
            "SELECT in_offer_list, in_need_list FROM pair ORDER BY synergy_id"
        )
    return [tuple(row) for row in rows]


async def test_who_meets_a_row_begun_and_finished_elsewhere_goes_on_with_it(
    service_database: ServiceDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody holds the row any more: both its lists have the pair, told once."""
    database = await service_database(SERVICE)
    paused = Paused("first")
    monkeypatch.setattr(pair_rows, "computed", paused.computed)
    async with asyncio.timeout(_WITHIN_S):
        both = entered(2, offer=True), entered(5, offer=True)
        first = asyncio.create_task(write(database, *both), name="first")
        await paused.reached["first"].wait()
        await write(database, entered(5, need=True))
        paused.going["first"].set()
        await first
    assert await flags(database) == [(True, False), (True, True)]
    async with database.read() as session:
        told = await (await session.driver()).fetch(
            "SELECT key, headers->>'ce_type' FROM outbox WHERE topic = 'synergy' ORDER BY seq"
        )
    began = "synergy.detected.v1"
    assert [tuple(row) for row in told] == [(str(UUID(int=5)), began), (str(UUID(int=2)), began)]


async def test_who_meets_a_row_begun_and_held_elsewhere_starts_over(
    service_database: ServiceDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first locks nothing, for no pair has a row; then one is made, which the second locks
    before it makes the other. Were the first to wait for that row after it made its own, both would
    wait."""
    database = await service_database(SERVICE)
    paused = Paused("first", "second")
    monkeypatch.setattr(pair_rows, "computed", paused.computed)
    async with asyncio.timeout(_WITHIN_S):
        both = entered(2, offer=True), entered(5, offer=True)
        first = asyncio.create_task(write(database, *both), name="first")
        await paused.reached["first"].wait()
        await write(database, entered(5, need=True))
        needs = entered(2, need=True), entered(5, need=True)
        second = asyncio.create_task(write(database, *needs), name="second")
        await paused.reached["second"].wait()
        paused.going["first"].set()
        with pytest.raises(pair_rows.BegunElsewhere):
            await first
        paused.going["second"].set()
        await second
        await write(database, *both)
    assert await flags(database) == [(True, True), (True, True)]
