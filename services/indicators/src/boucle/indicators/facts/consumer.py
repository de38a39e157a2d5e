"""Keeps the facts that events state."""

from collections.abc import Sequence
from typing import Final

from boucle.common.clock import Clock
from boucle.common.consuming.consumer import BatchHandler, Received
from boucle.common.db import WriteSession
from boucle.indicators.facts import store
from boucle.indicators.facts.bodies import ToReportUnit
from boucle.indicators.facts.projections import PROJECTIONS, fact_of

CONSUMER: Final = "indicators"
CONSUMED: Final = tuple(PROJECTIONS)


def record_facts(convert: ToReportUnit, clock: Clock | None = None) -> BatchHandler:
    """A handler that keeps what each event states; a repeated event states nothing new.

    ``clock``: it touches the figures of what is new too, from its days on."""

    async def record(session: WriteSession, batch: Sequence[Received]) -> None:
        facts = [fact for received in batch if (fact := fact_of(received.event, convert))]
        if facts:
            new = await store.add_facts(session, facts)
            if clock is not None:
                await store.touch(session, new, clock().date())

    return record
