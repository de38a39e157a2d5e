"""People who asked for no more mail."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from boucle.common.db import Database, WriteSession
from boucle.notifications.tables import StoppedContact

SELECT_STOPPED = "select contact_id from stopped_contact where contact_id = any($1)"


async def stopped(database: Database, contacts: Collection[UUID]) -> frozenset[UUID]:
    """Those who want no mail, of these."""
    rows = await database.fetch(SELECT_STOPPED, list(contacts))
    return frozenset(row["contact_id"] for row in rows)


async def stop(session: WriteSession, contact: UUID, mail: UUID, now: datetime) -> None:
    await session.add_if_absent(StoppedContact(contact_id=contact, mail_id=mail, stopped_at=now))
