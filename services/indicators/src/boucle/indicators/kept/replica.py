"""The facts and lists in force on a day, held in memory between two makings: read once, then only
what changed since. 2.7 kB a flow.

Whatever statement writes facts or lists, Postgres notes which in its transaction (``changed``).
Notes are deleted before what they tell of is read anew, in one transaction: one that commits later
is found later. Whoever is not sure drops the replica and reads a new one.
"""

import asyncio
from datetime import date
from typing import Self

from boucle.indicators.facts import list_store
from boucle.indicators.facts import store as facts
from boucle.indicators.figures.known import Known
from boucle.indicators.kept import store
from boucle.platform.db import WriteSession


class FactReplica:
    def __init__(self, on: date) -> None:
        self.known = Known()
        self.on = on

    @classmethod
    async def read(cls, session: WriteSession, on: date) -> Self:
        """All that is in force that day."""
        replica = cls(on)
        await store.take_changed(session)
        found = await facts.facts_in_force(session, on)
        await asyncio.to_thread(replica.known.put, (), found)
        lists = await list_store.lists_in_force(session, on)
        await asyncio.to_thread(replica.known.put_lists, (), lists)
        return replica

    async def follow(self, session: WriteSession, on: date) -> None:
        """All that changed until that day, no earlier one than before. After an error: drop it."""
        entities, flows = await store.take_changed(session)
        if on > self.on:
            begun, listed = await store.begun(session, self.on, on)
            entities, flows, self.on = entities | begun, flows | listed, on
        if entities:
            self.known.put(entities, await facts.facts_of_entities(session, entities, on))
        if flows:
            lists = await list_store.lists_of_owners(session, flows, on)
            await asyncio.to_thread(self.known.put_lists, flows, lists)
