"""Owners of a partition, one after the other: who was overtaken writes nothing more."""

from __future__ import annotations

import pytest

from boucle.indicators.app import SERVICE
from boucle.platform.consuming import progress
from boucle.platform.consuming.progress import FencedOwner, Move, Position
from boucle.platform.db import Database
from boucle.platform.recovery import restored_log
from tests.kit import ServiceDatabase

NAME, PLACE = "reader", ("flow", 3)


async def claim(database: Database) -> Position:
    async with database.write() as session:
        (position,) = await progress.bump_epoch(session, NAME, [PLACE])
    return position


async def advance(database: Database, held: Position, reached: int) -> None:
    async with database.write() as session:
        await progress.advance(session, NAME, [Move(held, reached)])


async def positions(database: Database) -> list[Position]:
    async with database.read() as session:
        return await progress.load(session, NAME)


async def test_who_was_overtaken_moves_no_position(service_database: ServiceDatabase) -> None:
    database = await service_database(SERVICE)
    first = await claim(database)
    await advance(database, first, 7)
    second = await claim(database)
    assert (second.next_offset, second.epoch) == (7, first.epoch + 1)
    with pytest.raises(FencedOwner):
        await advance(database, Position(*PLACE, 7, first.epoch), 9)
    assert await positions(database) == [second]


async def test_a_restore_reads_anew_and_fences_all_the_same(
    service_database: ServiceDatabase,
) -> None:
    """An owner that slept through it is of an older epoch, and must stay so."""
    database = await service_database(SERVICE)
    await claim(database)
    asleep = await claim(database)
    async with database.write() as session:
        await restored_log.read_from_the_beginning(session)
    assert await positions(database) == [Position(*PLACE, 0, asleep.epoch)]
    await claim(database)
    with pytest.raises(FencedOwner):
        await advance(database, Position(*PLACE, 0, asleep.epoch), 5)
