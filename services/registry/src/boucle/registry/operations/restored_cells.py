"""After a restore: the companies of each cell of places. Nobody declared them, so nothing of
them is lost."""

from collections.abc import Collection
from typing import Final

from boucle.contract.events.registry import Establishments
from boucle.platform.recovery import restored_log
from boucle.platform.recovery.restored_log import Log
from boucle.platform.recovery.restoring import Restorable, Restoring
from boucle.registry.reference.establishments import store
from boucle.registry.reference.establishments.counting import place_of
from boucle.registry.reference.establishments.use_cases import counted_event

_PLURAL: Final = "cells of places"


class EstablishmentCells(Restorable):
    topic = "establishments"
    statement = "SELECT north || '/' || east, version FROM establishments_cell"

    async def take(self, work: Restoring, log: Log) -> None:
        for last in map(restored_log.last, log.newer.values()):
            await store.set_cell(work.session, last.data, last.entity_version)
        work.restored.taken[_PLURAL] += len(log.newer)

    async def discard(self, work: Restoring, log: Log) -> None:
        kept = await store.find_cells(work.session, list(map(place_of, log.newer)))
        for subject, events in log.newer.items():
            place, version = place_of(subject), restored_log.last(events).entity_version + 1
            empty = Establishments(north=place.north, east=place.east)
            cell, _ = kept.get(place, (empty, 0))
            await store.set_cell(work.session, cell, version)
            await work.publish(self.topic, _PLURAL, counted_event(cell, version, work.now))

    async def publish_lacking(self, work: Restoring, lacking: Collection[str]) -> None:
        kept = await store.find_cells(work.session, list(map(place_of, lacking)))
        cells = (kept[place_of(subject)] for subject in sorted(lacking))
        events = [counted_event(*one, work.now) for one in cells]
        await work.publish(self.topic, _PLURAL, *events)
