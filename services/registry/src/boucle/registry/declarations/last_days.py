"""Flows and sharings whose last day is behind are withdrawn: who reads their events needs no
clock."""

from datetime import datetime

from boucle.platform.clock import Clock
from boucle.platform.db import Database, WriteSession
from boucle.platform.periodic import Periodic
from boucle.registry.declarations.at_site.declared import T, Work, withdrawn
from boucle.registry.declarations.kinds import KINDS, DeclarationKind
from boucle.registry.parties.sites.store import lock_sites
from boucle.registry.tables.transaction import Restart

_AT_ONCE = 100


def last_days(database: Database, clock: Clock, *, every: float = 60.0) -> Periodic:
    """Withdraws what is over. Any number may run: who comes second finds nothing left to do."""

    async def withdraw() -> int:
        """Withdraw a batch of what is over; returns how many."""
        count = 0
        for kind in KINDS:
            try:
                async with database.write() as session:
                    count += await _withdrawn(session, kind, clock())
            except Restart:  # somebody else changed some of them: next time
                continue
        return count

    return Periodic("last_days", every, withdraw)


async def _withdrawn(session: WriteSession, kind: DeclarationKind[T], now: datetime) -> int:
    over = await kind.store.over(session, now.date(), _AT_ONCE)
    sites = await lock_sites(session, sorted({thing.site_id for thing in over.values()}))
    await kind.change(session, sites, Work(over, lambda thing: withdrawn(thing, now)), now)
    return len(over)
