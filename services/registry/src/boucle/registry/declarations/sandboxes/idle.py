"""Empty sandboxes in which nothing was declared for 30 days."""

from boucle.platform.clock import Clock
from boucle.platform.db import Database
from boucle.platform.periodic import Periodic
from boucle.registry.declarations.sandboxes import store
from boucle.registry.declarations.sandboxes.decisions import IDLE
from boucle.registry.declarations.sandboxes.use_cases import withdraw_all

_AT_ONCE = 10
_EVERY_S = 3600.0


def idle_sandboxes(database: Database, clock: Clock) -> Periodic:
    """Any number may run: who comes second finds nothing left to do."""

    async def empty() -> int:
        async with database.read() as session:
            codes = await store.idle(session, clock() - IDLE, _AT_ONCE)
        for code in codes:
            await withdraw_all(database, code, clock)
        return len(codes)

    return Periodic("idle_sandboxes", _EVERY_S, empty)
