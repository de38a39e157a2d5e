"""Hold a day's facts and lists in memory between two computations: 2.7 kB a flow.

They are read once, then only the changes. Postgres notes each statement that writes facts or lists
in its transaction (``changed``). Notes are deleted before the changes are read, in one transaction:
a later commit is found later. In doubt, the replica is dropped and a new one read.
"""

import asyncio
from datetime import date
from typing import Self

from boucle.indicators.facts import list_store
from boucle.indicators.facts import store as facts
from boucle.indicators.figures.facts_in_force import FactsInForce
from boucle.indicators.stored import store
from boucle.platform.db import WriteSession


class FactReplica:
    def __init__(self, on: date) -> None:
        self.facts = FactsInForce()
        self.on = on

    @classmethod
    async def read(cls, session: WriteSession, on: date) -> Self:
        replica = cls(on)
        await store.take_changed(session)
        found = await facts.facts_in_force(session, on)
        await asyncio.to_thread(replica.facts.put, (), found)
        lists = await list_store.lists_in_force(session, on)
        await asyncio.to_thread(replica.facts.put_lists, (), lists)
        return replica

    async def follow(self, session: WriteSession, on: date) -> None:
        """Read all changes until that day, no earlier one than before. After an error, drop the
        replica."""
        entities, flows = await store.take_changed(session)
        if on > self.on:
            due, due_flows = await store.begun(session, self.on, on)
            entities, flows, self.on = entities | due, flows | due_flows, on
        if entities:
            self.facts.put(entities, await facts.facts_of_entities(session, entities, on))
        if flows:
            lists = await list_store.lists_of_owners(session, flows, on)
            await asyncio.to_thread(self.facts.put_lists, flows, lists)
