"""Flows whose last day is behind are withdrawn: who reads their events needs no clock."""

import asyncio

import structlog

from boucle.common.clock import Clock
from boucle.common.db import Database
from boucle.common.failures import work_off
from boucle.registry.flows.changes import FlowWork, change_flows
from boucle.registry.flows.decisions import withdrawn
from boucle.registry.flows.store import flows_over
from boucle.registry.sites.store import lock_sites
from boucle.registry.transaction import Restart

_AT_ONCE = 100

_log = structlog.get_logger(__name__)


class LastDays:
    """Withdraws what is over. Any number may run: who comes second finds nothing left to do."""

    def __init__(self, database: Database, clock: Clock, *, every: float = 60.0) -> None:
        self._database, self._clock, self._every = database, clock, every

    async def run(self, stop: asyncio.Event) -> None:
        def interrupted(error: Exception) -> None:
            _log.warning("last_days_interrupted", cause=repr(error))

        await work_off(self.look, self._every, stop, interrupted)

    async def look(self) -> int:
        """Withdraw a batch of what is over; returns how many."""
        now = self._clock()
        try:
            async with self._database.write() as session:
                over = await flows_over(session, now.date(), _AT_ONCE)
                sites = await lock_sites(session, sorted({flow.site_id for flow in over.values()}))
                work = FlowWork(over, lambda flow: withdrawn(flow, now))
                await change_flows(session, sites, work, now)
        except Restart:  # somebody else changed some of them: next time
            return 0
        return len(over)
