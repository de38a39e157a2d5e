"""What was not published as it is: repaired when the worker starts, and from time to time.

A restore publishes nothing, and who verified what the backup does not know is in no log: sites may
say otherwise than their organisation, and a flow may be flagged as repeating one of another site.
"""

from functools import partial
from typing import Final
from uuid import UUID

from boucle.platform.clock import Clock
from boucle.platform.db import Database, WriteSession
from boucle.platform.errors import Unavailable
from boucle.platform.periodic import Periodic
from boucle.registry.declarations.at_site.declared import Work
from boucle.registry.declarations.flows.changes import change_flows
from boucle.registry.declarations.flows.store import FLOW_STORE
from boucle.registry.declarations.site_changes import follow
from boucle.registry.parties.organisations.store import lock_organisation
from boucle.registry.parties.sites.store import lock_sites, lock_sites_of
from boucle.registry.tables.transaction import in_transaction

_OUT_OF_STEP: Final = """
    SELECT DISTINCT organisation_id FROM site JOIN organisation ON organisation.id = organisation_id
    WHERE site.withdrawn_at IS NULL AND site.on_trial <> (state <> 'verified')
    LIMIT $1
"""
_WRONGLY_FLAGGED: Final = """
    SELECT flow.id FROM flow JOIN flow AS original ON original.id = flow.duplicate_of
    WHERE flow.duplicate_of IS NOT NULL AND flow.withdrawn_at IS NULL
        AND original.site_id <> flow.site_id
    LIMIT $1
"""
_AT_ONCE: Final = 100


def repairs(database: Database, clock: Clock, *, every: float = 3600.0) -> Periodic:
    """Any number may run: who comes second finds nothing left to do."""

    async def repair() -> int:
        """Repair some; how many."""
        async with database.read() as session:
            found = await session.fetch(_OUT_OF_STEP, _AT_ONCE)
            organisations = [row["organisation_id"] for row in found]
            flagged = [row["id"] for row in await session.fetch(_WRONGLY_FLAGGED, _AT_ONCE)]
        try:
            for one in organisations:
                await in_transaction(database, partial(_sites, organisation=one, clock=clock))
            for one in flagged:
                await in_transaction(database, partial(_flow, id_=one, clock=clock))
        except Unavailable:  # others change them again and again: next time
            return 0
        return len(organisations) + len(flagged)

    return Periodic("repairs", every, repair)


async def _sites(session: WriteSession, *, organisation: UUID, clock: Clock) -> None:
    locked = await lock_organisation(session, organisation)
    if locked is not None:
        await follow(session, locked, await lock_sites_of(session, organisation), clock())


async def _flow(session: WriteSession, *, id_: UUID, clock: Clock) -> None:
    seen = await FLOW_STORE.find(session, [id_])
    sites = await lock_sites(session, [flow.site_id for flow in seen.values()])
    await change_flows(session, sites, Work(seen), clock())
