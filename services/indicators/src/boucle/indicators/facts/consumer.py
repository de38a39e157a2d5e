"""Store the facts that events state."""

from collections.abc import Sequence
from typing import Final

from boucle.contract.events.matching import ListsChanged
from boucle.indicators.facts import list_store, store
from boucle.indicators.facts.bodies import ToReportUnit
from boucle.indicators.facts.lists import newest_lists
from boucle.indicators.facts.projections import PROJECTIONS, fact_of
from boucle.platform.clock import Clock
from boucle.platform.consuming.consumer import BatchHandler, Received
from boucle.platform.db import WriteSession

CONSUMER: Final = "indicators"
LISTS: Final = "lists"
CONSUMED: Final = (*PROJECTIONS, LISTS)
"""``synergy`` is left out: lists hold the same pairs."""


def record_facts(convert: ToReportUnit, clock: Clock | None = None) -> BatchHandler:
    """Make a handler that stores what each event states; a repeated event changes nothing. With
    ``clock``, it also marks the figures that new facts change, from their days on."""

    async def record(session: WriteSession, batch: Sequence[Received]) -> None:
        facts = [fact for received in batch if (fact := fact_of(received.event, convert))]
        lists = newest_lists(one.event for one in batch if isinstance(one.event.data, ListsChanged))
        today = None if clock is None else clock().date()
        if facts:
            new = await store.add_facts(session, facts)
            if today is not None:
                await store.touch(session, new, today)
                await list_store.touch_of_flows(session, new, today)
        if lists:
            if today is not None:
                await list_store.touch_of_lists(session, lists, today)
            await list_store.add_lists(session, lists)

    return record
