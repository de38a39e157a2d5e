"""After a restore: the companies of each cell of places. Nobody declared them, so nothing is lost:
what the log has beyond the backup is taken back, or published again as the backup had it."""

from datetime import datetime
from typing import Final

from boucle.contract.events.registry import Establishments
from boucle.platform import outbox
from boucle.platform.db import WriteSession
from boucle.platform.recovery import restored_log
from boucle.platform.recovery.restored_log import Log, Restored
from boucle.registry.reference.establishments import store
from boucle.registry.reference.establishments.counting import place_of
from boucle.registry.reference.establishments.use_cases import counted_event

VERSIONS: Final = "SELECT north || '/' || east AS subject, version FROM establishments_cell"
_KIND: Final = "cells of places"


async def restore_cells(
    session: WriteSession, log: Log, discard: bool, restored: Restored, now: datetime
) -> None:
    """What the log lacks is published at its own version."""
    kept = await store.find_cells(session, list(map(place_of, {*log.newer, *log.lacking})))
    events = []
    for subject, newer in log.newer.items():
        place, last = place_of(subject), restored_log.last(newer)
        cell, version = last.data, last.entity_version
        if discard:
            empty = Establishments(north=place.north, east=place.east)
            cell, version = kept.get(place, (empty, 0))[0], version + 1
            events.append(counted_event(cell, version, now))
        else:
            restored.taken[_KIND] += 1
        await store.set_cell(session, cell, version)
    events += [counted_event(*kept[place_of(subject)], now) for subject in sorted(log.lacking)]
    restored.republished[_KIND] += len(events)
    await outbox.add(session, "establishments", *events)
