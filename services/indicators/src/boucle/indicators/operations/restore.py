"""After a restore: other services publish the facts; the log is read again, and counted once."""

from typing import Any

from boucle.platform.process import Resources
from boucle.platform.recovery import restored_log
from boucle.platform.recovery.restored_log import Restored


async def after_restore(resources: Resources[Any], discard: bool) -> Restored:
    """From the position of the facts; from the beginning with another log."""
    if await restored_log.is_shorter(resources.database, resources.bus):
        async with resources.database.write() as session:
            await restored_log.read_from_the_beginning(session)
    return Restored()
