"""After a restore: principals that were revoked since the backup stay so, and a secret that was
replaced since opens nothing, whatever is discarded: nobody is let in again by a backup.

The moments themselves every service took back from the log.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from boucle.platform.events import Event
from boucle.platform.identity.revocation import Revocation
from boucle.platform.recovery.restored_log import Log
from boucle.platform.recovery.restoring import Restorable, Restoring
from boucle.platform.revocation import TOPIC
from boucle.platform.revocation import store as revocations
from boucle.registry.identity import store
from boucle.registry.identity.revoking import publish
from boucle.registry.tables import ClientRow

_PLURAL: Final = "revocations of principals"


@dataclass(frozen=True)
class RestoredPrincipals(Restorable):
    """``nobodys_secret``: the hash of a secret that nobody has."""

    topic = TOPIC
    statement = "SELECT client_id, entity_version FROM client"
    nobodys_secret: str

    async def take(self, work: Restoring, log: Log) -> None:
        for client_id, events in log.newer.items():
            client = await store.lock_client(work.session, client_id)
            if client is None:
                continue  # made since the backup: its secret opens nothing
            for event in events:
                self._apply(work, client, event)
            await work.session.save(client)
            work.restored.taken[_PLURAL] += len(events)

    def _apply(self, work: Restoring, client: ClientRow, event: Event[Any]) -> None:
        said: Revocation = event.data
        client.entity_version = event.entity_version
        if said.reason == "revoked":
            client.revoked_at = event.time
        elif said.reason == "secret":
            client.secret_hash = self.nobodys_secret
            work.restored.lost.append(
                f"principal {client.client_id}: its secret, replaced since the backup; give it a "
                "new one"
            )

    async def publish_lacking(self, work: Restoring, lacking: Collection[str]) -> None:
        """Where it is not revoked for good, its secret may have changed: so says the event, for a
        restore of an older backup."""
        moments = await revocations.of(work.session, lacking)
        for client in await store.find_clients(work.session, lacking):
            moment = moments.get(client.client_id)
            if moment is None:
                continue
            data = Revocation(
                client_id=client.client_id,
                not_before=moment,
                reason="revoked" if client.revoked_at else "secret",
            )
            await publish(work.session, client, data, work.now)
            work.restored.republished[_PLURAL] += 1
