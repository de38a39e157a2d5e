"""Those who were erased since the backup are erased again; another log gets all who were."""

from datetime import datetime
from typing import Final

from boucle.contract.persons import PersonKey
from boucle.platform import outbox
from boucle.platform.db import WriteSession
from boucle.platform.recovery import restored_log
from boucle.platform.recovery.restored_log import Log, Restored
from boucle.registry.parties.organisations import erased
from boucle.registry.parties.organisations.erased_texts import ErasedTexts
from boucle.registry.parties.persons.texts import erase_by_hash
from boucle.registry.parties.persons.use_cases import erase_again

VERSIONS: Final = "SELECT person AS subject, version FROM erased_person"


async def restore_persons(
    session: WriteSession, log: Log, key: PersonKey, restored: Restored, now: datetime
) -> None:
    """Whatever is discarded, an erasure is not."""
    since = []
    for events in log.newer.values():
        last = restored_log.last(events)
        await erase_again(session, last, key, now)
        restored.taken["erasures"] += 1
        since.append(last.data)
    if since:
        await erase_by_hash(session, ErasedTexts(key, since))
    for one in await erased.every(session):
        if one.data.person in log.lacking:
            event = outbox.new_event(
                "person.erased.v1",
                subject=one.data.person,
                version=one.version,
                data=one.data,
                now=one.at,
            )
            await outbox.add(session, "person", event)
            restored.republished["erasures"] += 1
