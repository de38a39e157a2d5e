"""Publish the cells whose companies changed since they were last published."""

from datetime import datetime
from typing import Final

from boucle.contract.cells import Cell
from boucle.contract.events.registry import Establishments
from boucle.platform import outbox
from boucle.platform.db import Database
from boucle.platform.events import Event
from boucle.registry.reference.establishments import store
from boucle.registry.reference.establishments.counting import Companies, subject

_AT_ONCE: Final = 50
"""Cells a transaction; one is 30 kB as an event, at most 300."""


async def publish_companies(database: Database, companies: Companies, now: datetime) -> int:
    """Publish the cells that changed, with those now empty; return how many. Batches are committed
    as they come. After an interruption, the next run publishes the rest."""
    async with database.read() as session:
        before = await store.full_places(session)
    places = sorted({*companies.places, *before})
    published = 0
    for start in range(0, len(places), _AT_ONCE):
        batch = [companies.of(place) for place in places[start : start + _AT_ONCE]]
        published += await _publish(database, batch, now)
    return published


async def _publish(database: Database, cells: list[Establishments], now: datetime) -> int:
    async with database.write() as session:
        versions = await store.keep_changed(session, cells)
        events = [
            counted_event(cell, versions[place], now)
            for cell in cells
            if (place := Cell(cell.north, cell.east)) in versions
        ]
        await outbox.add(session, "establishments", *events)
    return len(events)


def counted_event(cell: Establishments, version: int, now: datetime) -> Event[Establishments]:
    return outbox.new_event(
        "establishments.counted.v1",
        subject=subject(Cell(cell.north, cell.east)),
        version=version,
        data=cell,
        now=now,
    )
