"""Restore: other services publish the facts; the log is read again, and counted once."""

from typing import Any

from boucle.platform.process.service import Resources
from boucle.platform.recovery.restored_log import Restored
from boucle.platform.recovery.restoring import restoring


async def after_restore(resources: Resources[Any], discard: bool) -> Restored:
    """Read on from the position of the facts; from the beginning with another log."""
    database, bus, now = resources.database, resources.bus, resources.clock()
    async with restoring(database, bus, now, (), discard=discard) as work:
        return work.restored
