"""After a restore: what registry's topics hold beyond its database, taken back or published again.

The log holds no name, address or contact, and not how a tool names its objects: what is taken back
without them says so, and is listed for the operator.
"""

import secrets
from typing import Any

from boucle.platform.process.service import Resources
from boucle.platform.recovery.restored_log import Restored
from boucle.platform.recovery.restoring import Restorable, restoring
from boucle.registry.identity import signing_keys
from boucle.registry.identity.signing_keys import keyring_of
from boucle.registry.identity.use_cases import Secrets
from boucle.registry.operations.restored_cells import EstablishmentCells
from boucle.registry.operations.restored_declared import DECLARED
from boucle.registry.operations.restored_persons import RestoredErasures
from boucle.registry.operations.restored_principals import RestoredPrincipals
from boucle.registry.operations.restored_sites import SITES
from boucle.registry.operations.restored_territories import RestoredTerritories


async def after_restore(resources: Resources[Any], discard: bool) -> Restored:
    """Matching publishes lives: they are read on, or from the beginning of another log."""
    settings, now = resources.settings, resources.clock()
    entities: tuple[Restorable, ...] = (
        RestoredTerritories(),
        SITES,
        *DECLARED,
        EstablishmentCells(),
        RestoredErasures(settings.persons),
        RestoredPrincipals(await Secrets().hash(secrets.token_urlsafe(32))),
    )
    database, bus = resources.database, resources.bus
    async with restoring(database, bus, now, entities, discard=discard) as work:
        # Whoever took a key of the backup, or was revoked since, has no token that is good.
        await signing_keys.add(work.session, keyring_of(settings), now, at_once=True)
    return work.restored
