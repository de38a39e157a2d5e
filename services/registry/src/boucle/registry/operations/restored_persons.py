"""After a restore: those who were erased since the backup are erased again, whatever is discarded;
another log gets all who were."""

from collections.abc import Collection
from dataclasses import dataclass

from boucle.contract.persons import PersonKey
from boucle.platform import outbox
from boucle.platform.recovery import restored_log
from boucle.platform.recovery.restored_log import Log
from boucle.platform.recovery.restoring import Restorable, Restoring
from boucle.registry.accounts.roles import close
from boucle.registry.parties.organisations import erased
from boucle.registry.parties.organisations.erased_texts import ErasedTexts
from boucle.registry.parties.persons.texts import erase_by_hash
from boucle.registry.parties.persons.use_cases import erase_again


@dataclass(frozen=True)
class RestoredErasures(Restorable):
    topic = "person"
    statement = "SELECT person, version FROM erased_person"
    key: PersonKey

    async def take(self, work: Restoring, log: Log) -> None:
        lasts = list(map(restored_log.last, log.newer.values()))
        for last in lasts:
            for address in await erase_again(work.session, last, self.key, work.now):
                await close(work.session, address, work.now)
        work.restored.taken["erasures"] += len(lasts)
        if lasts:
            texts = ErasedTexts(self.key, [last.data for last in lasts])
            await erase_by_hash(work.session, texts)

    async def publish_lacking(self, work: Restoring, lacking: Collection[str]) -> None:
        for one in await erased.every(work.session):
            if one.data.person in lacking:
                event = outbox.new_event(
                    "person.erased.v1",
                    subject=one.data.person,
                    version=one.version,
                    data=one.data,
                    now=one.at,
                )
                await work.publish(self.topic, "erasures", event)
