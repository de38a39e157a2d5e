"""After a restore: principals that were revoked since the backup stay so, and a secret that was
replaced since opens nothing. The moments themselves every service took back from the log."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from boucle.platform.db import WriteSession
from boucle.platform.events import Event
from boucle.platform.identity.revocation import Revocation
from boucle.platform.recovery.restored_log import Log, Restored
from boucle.platform.revocation import store as revocations
from boucle.registry.identity import store
from boucle.registry.identity.revoking import publish
from boucle.registry.tables import ClientRow

VERSIONS: Final = "SELECT client_id AS subject, entity_version FROM client"


@dataclass(frozen=True, slots=True)
class RestoredPrincipals:
    """``nobodys_secret``: the hash of a secret that nobody has."""

    session: WriteSession
    restored: Restored
    nobodys_secret: str
    now: datetime

    async def take(self, log: Log) -> None:
        """Whatever is discarded: nobody is let in again by a backup."""
        for client_id, events in log.newer.items():
            client = await store.lock_client(self.session, client_id)
            if client is None:
                continue  # made since the backup: its secret opens nothing
            for event in events:
                self._apply(client, event)
            await self.session.save(client)
            self.restored.taken["revocations of principals"] += len(events)

    def _apply(self, client: ClientRow, event: Event[Any]) -> None:
        said: Revocation = event.data
        client.entity_version = event.entity_version
        if said.reason == "revoked":
            client.revoked_at = event.time
        elif said.reason == "secret":
            client.secret_hash = self.nobodys_secret
            self.restored.lost.append(
                f"principal {client.client_id}: its secret, replaced since the backup; give it a "
                "new one"
            )

    async def publish_lacking(self, log: Log) -> None:
        """At their own versions. Where it is not revoked for good, its secret may have changed: so
        says the event, for a restore of an older backup."""
        moments = await revocations.of(self.session, log.lacking)
        for client in await store.find_clients(self.session, log.lacking):
            moment = moments.get(client.client_id)
            if moment is None:
                continue
            data = Revocation(
                client_id=client.client_id,
                not_before=moment,
                reason="revoked" if client.revoked_at else "secret",
            )
            await publish(self.session, client, data, self.now)
            self.restored.republished["revocations of principals"] += 1
