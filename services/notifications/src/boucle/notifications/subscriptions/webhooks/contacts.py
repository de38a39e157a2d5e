"""Seal the contacts of webhooks: whom to write to when one is disabled."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from boucle.notifications.subscriptions.sealing import Sealer, Unreadable
from boucle.platform.db import WriteSession

_CONTACTS: Final = "select webhook_id, contact from webhook where contact is not null"
_DROP_CONTACT: Final = "update webhook set contact = null where webhook_id = $1"


@dataclass(frozen=True, slots=True)
class Contacts:
    """Opens what ``sealer`` sealed."""

    sealer: Sealer

    async def erase(self, session: WriteSession, names_person: Callable[[str], bool]) -> None:
        """Drop the addresses of a person. One sealed under a missing key is unreadable anyway."""
        driver = await session.driver()
        for row in await driver.fetch(_CONTACTS):
            try:
                address = self.sealer.opened(bytes(row["contact"]))
            except Unreadable:
                continue
            if names_person(address):
                await driver.execute(_DROP_CONTACT, row["webhook_id"])
