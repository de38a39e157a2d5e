"""Query the mails of a meeting: who was reached, what a revision makes pointless."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from boucle.notifications.mails.plan import Step
from boucle.platform.db import ReadSession, WriteSession

INVITING: Final[tuple[Step, ...]] = ("meeting", "meeting_update")
"""Steps that say when and where it is."""

# Locks those that still wait: none is claimed, and written with the former details,
# until the revision is committed.
LOCK_WAITING = """
select mail_id from mail
where meeting_id = $1 and step = any($2) and state in ('held', 'kept', 'due') for update
"""

REACHED = """
select distinct organisation_id from mail
where meeting_id = $1 and step = any($2) and state in ('sending', 'handed', 'sent')
"""

WITHDRAW_WAITING = """
update mail set state = 'withdrawn', reason = 'overtaken'
where meeting_id = $1 and step = any($2) and state in ('held', 'kept', 'due')
"""

CONTACTS = """
select distinct contact_id from mail
where meeting_id = $1 and organisation_id = $2 and contact_id is not null
"""


async def reached(session: WriteSession, meeting: UUID) -> frozenset[UUID]:
    """Return the companies that an invitation reached, or is about to. The mails of others that
    wait are written once this transaction has ended, with the new details."""
    await session.fetch(LOCK_WAITING, meeting, list(INVITING))
    rows = await session.fetch(REACHED, meeting, list(INVITING))
    return frozenset(row["organisation_id"] for row in rows)


async def withdraw_waiting(session: WriteSession, meeting: UUID, steps: Collection[Step]) -> None:
    driver = await session.driver()
    await driver.execute(WITHDRAW_WAITING, meeting, list(steps))


async def contacts(session: ReadSession, meeting: UUID, company: UUID) -> frozenset[UUID]:
    rows = await session.fetch(CONTACTS, meeting, company)
    return frozenset(row["contact_id"] for row in rows)
