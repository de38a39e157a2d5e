"""After a restore: territories. None is ever withdrawn: one that only the log knows is taken back
whatever is discarded."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from boucle.contract.events.registry import Territory as TerritoryEvent
from boucle.platform import outbox
from boucle.platform.events import Event
from boucle.platform.recovery import restored_log
from boucle.platform.recovery.restored_log import Log
from boucle.platform.recovery.restoring import Restorable, Restoring
from boucle.registry.domain.entities import Territory
from boucle.registry.operations.restored_entities import UNKNOWN
from boucle.registry.territories import store
from boucle.registry.territories.history import SettingsChange, changes


class RestoredTerritories(Restorable):
    topic = "territory"
    statement = "SELECT siren, entity_version FROM territory"

    async def take(self, work: Restoring, log: Log) -> None:
        known = await store.find_territories(work.session, log.newer)
        for siren, last in _parents_first(log):
            await _take(work, known.get(siren), last)

    async def discard(self, work: Restoring, log: Log) -> None:
        known = await store.find_territories(work.session, log.newer)
        for siren, last in _parents_first(log):
            if mine := known.get(siren):
                after = replace(mine, version=last.entity_version + 1, updated_at=work.now)
                await store.save_territory(work.session, after, new=False)
                await _publish(work, after)
            else:
                await _take(work, None, last)

    async def publish_lacking(self, work: Restoring, lacking: Collection[str]) -> None:
        for territory in (await store.find_territories(work.session, lacking)).values():
            await _publish(work, territory)


def _parents_first(log: Log) -> Iterator[tuple[str, Event[TerritoryEvent]]]:
    """A federation before those inside it, whose rows name it."""
    waiting = {siren: restored_log.last(events) for siren, events in log.newer.items()}
    while waiting:
        free = [s for s, last in waiting.items() if last.data.parent not in waiting]
        for siren in free or list(waiting):
            yield siren, waiting.pop(siren)


async def _take(work: Restoring, mine: Territory | None, last: Event[TerritoryEvent]) -> None:
    after = replace(
        mine or Territory(UNKNOWN, last.data),
        published=last.data,
        version=last.entity_version,
        updated_at=work.now,
    )
    await store.save_territory(work.session, after, new=mine is None)
    changed = changes(mine, after)
    if changed:
        change = SettingsChange(after.siren, after.version, last.time, None, None, changed)
        await store.add_change(work.session, change)
    work.restored.taken["territories"] += 1
    if mine is None:
        work.restored.lost.append(f"territory {after.siren}: its name, its animator and controller")


async def _publish(work: Restoring, one: Territory) -> None:
    event = outbox.new_event(
        "territory.revised.v1",
        subject=one.siren,
        version=one.version,
        data=one.published,
        now=work.now,
    )
    await work.publish("territory", "territories", event)
