"""Whom a sharing excludes by SIREN or id, found again when organisations are verified or merged.

Who excludes a SIREN excludes the organisation that is verified under it, also one that is verified
later; and who excluded one that was merged, the one that stays.
"""

from dataclasses import replace
from functools import partial
from typing import Final
from uuid import UUID

from boucle.platform.clock import Clock
from boucle.platform.db import Database, WriteSession
from boucle.platform.errors import Unavailable
from boucle.platform.periodic import Periodic
from boucle.registry.declarations.at_site.declared import Work
from boucle.registry.declarations.kinds import SHARINGS
from boucle.registry.declarations.sharings.checking import names_found, stale_exclusions
from boucle.registry.parties.sites.store import lock_sites
from boucle.registry.tables.transaction import in_transaction

_AT_ONCE: Final = 100


def exclusions(database: Database, clock: Clock, *, every: float = 10.0) -> Periodic:
    """Any number may run: who comes second finds nothing left to do."""

    async def look() -> int:
        """Find some again; how many."""
        async with database.read() as session:
            stale = await stale_exclusions(session, _AT_ONCE)
        try:
            for id_ in stale:
                await in_transaction(database, partial(_found_again, id_=id_, clock=clock))
        except Unavailable:  # others change them again and again: next time
            return 0
        return len(stale)

    return Periodic("exclusions", every, look)


async def _found_again(session: WriteSession, *, id_: UUID, clock: Clock) -> None:
    seen = await SHARINGS.store.find(session, [id_])
    sites = await lock_sites(session, [one.site_id for one in seen.values()])
    found = await names_found(session, seen, sites)
    work = Work(seen, lambda one: replace(one, draft=found[one.id]))
    await SHARINGS.change(session, sites, work, clock())
