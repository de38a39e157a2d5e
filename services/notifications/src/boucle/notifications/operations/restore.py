"""Restore introductions and meetings from the log, or publish them again.

Waiting mails are held until somebody releases them: some may have left since the backup. The feed
is a new one: followers' cursors are newer than the backup, and they begin again. Webhooks go on
from their place in the backup: a repeated message has its former id and body.

The log says which introductions, disclosures and invitations left. It does not hold requests for
consent, nor what companies wrote, a meeting's title and place, what contacts chose of them.
"""

from typing import Any, Final
from uuid import uuid4

from boucle.notifications.mails import quarantine
from boucle.notifications.operations.restored_introductions import RestoredIntroductions
from boucle.notifications.operations.restored_meetings import RestoredMeetings
from boucle.notifications.subscriptions.feeds import store as feeds
from boucle.platform.process.service import Resources
from boucle.platform.recovery.restored_log import Restored
from boucle.platform.recovery.restoring import Restorable, restoring

ENTITIES: Final[tuple[Restorable, ...]] = (RestoredIntroductions(), RestoredMeetings())


async def after_restore(resources: Resources[Any], discard: bool) -> Restored:
    database, bus, now = resources.database, resources.bus, resources.clock()
    async with restoring(database, bus, now, ENTITIES, discard=discard) as work:
        await quarantine.quarantine_all(work.session, now)
        await feeds.renew(work.session, uuid4())
    return work.restored
