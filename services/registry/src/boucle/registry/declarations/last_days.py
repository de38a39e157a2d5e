"""Flows whose last day is behind are withdrawn: who reads their events needs no clock."""

from boucle.common.clock import Clock
from boucle.common.db import Database
from boucle.common.periodic import Periodic
from boucle.registry.flows.changes import FlowWork, change_flows
from boucle.registry.flows.decisions import withdrawn
from boucle.registry.flows.store import flows_over
from boucle.registry.sites.store import lock_sites
from boucle.registry.transaction import Restart

_AT_ONCE = 100


def last_days(database: Database, clock: Clock, *, every: float = 60.0) -> Periodic:
    """Withdraws what is over. Any number may run: who comes second finds nothing left to do."""

    async def withdraw() -> int:
        """Withdraw a batch of what is over; returns how many."""
        now = clock()
        try:
            async with database.write() as session:
                over = await flows_over(session, now.date(), _AT_ONCE)
                sites = await lock_sites(session, sorted({flow.site_id for flow in over.values()}))
                work = FlowWork(over, lambda flow: withdrawn(flow, now))
                await change_flows(session, sites, work, now)
        except Restart:  # somebody else changed some of them: next time
            return 0
        return len(over)

    return Periodic("last_days", every, withdraw)
