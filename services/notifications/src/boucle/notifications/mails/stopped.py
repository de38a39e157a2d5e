"""People who asked for no more mail."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from boucle.common.db import Database, WriteSession

SELECT_STOPPED = "select contact_id from stopped_contact where contact_id = any($1)"

STOP = """
insert into stopped_contact (contact_id, mail_id, stopped_at) values ($1, $2, $3)
on conflict do nothing
"""


async def stopped(database: Database, contacts: Collection[UUID]) -> frozenset[UUID]:
    """Those who want no mail, of these."""
    rows = await database.fetch(SELECT_STOPPED, list(contacts))
    return frozenset(row["contact_id"] for row in rows)


async def stop(session: WriteSession, contact: UUID, mail: UUID, now: datetime) -> None:
    driver = await session.driver()
    await driver.execute(STOP, contact, mail, now)
