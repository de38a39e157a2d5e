"""Hold mails back after a restore until somebody releases them: some may have left already."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from boucle.notifications.mails.store import Mail, NewMail, mail_of
from boucle.platform.db import ReadSession, Session, WriteSession

RESTORED = "insert into restored (restored_at) values ($1) on conflict do nothing"

RESTORED_AT = "select max(restored_at) from restored"

QUARANTINE = "update mail set state = 'kept' where state in ('held', 'due', 'sending')"

QUARANTINED = """
select * from mail where state = 'kept' order by created_at, mail_id
"""

COUNT_QUARANTINED = "select count(*) from mail where state = 'kept'"

RELEASE_QUARANTINED = """
update mail set state = 'due', due_at = $1, created_at = $1, reason = null
where state = 'kept' and ($2::uuid[] is null or mail_id = any($2))
"""

WITHDRAW_QUARANTINED = """
update mail set state = 'withdrawn', reason = 'left_before_restore'
where state = 'kept' and mail_id = any($1)
"""

# The log says that it left; its row may exist, under the same subject and step.
MARK_SENT = """
update mail set state = 'sent', sent_at = $5, reason = null
where organisation_id = $4
  and (introduction_id = $2 or meeting_id = $3) and step = $1 and state <> 'sent'
"""

INSERT_SENT = """
insert into mail (mail_id, event_id, step, introduction_id, meeting_id, organisation_id,
                  state, due_at, attempts, created_at, sent_at)
values ($1, $2, $3, $4, $5, $6, 'sent', $7, 1, $7, $7) on conflict do nothing
"""


async def quarantine_all(session: WriteSession, now: datetime) -> None:
    """Hold back every waiting mail after a restore, until somebody releases it."""
    driver = await session.driver()
    await driver.execute(RESTORED, now)
    await driver.execute(QUARANTINE)


async def restored_at(session: Session) -> datetime | None:
    """Return the last restore; mails about what happened before it may have left already."""
    at: datetime | None = await session.fetchval(RESTORED_AT)
    return at


async def list_quarantined(session: ReadSession) -> list[Mail]:
    return [mail_of(row) for row in await session.fetch(QUARANTINED)]


async def count_quarantined(session: ReadSession) -> int:
    return int(await session.fetchval(COUNT_QUARANTINED))


async def release_quarantined(
    session: WriteSession, ids: Collection[UUID] | None, now: datetime
) -> int:
    """Make these mails, or all (None), due as if requested now; return how many."""
    driver = await session.driver()
    status: str = await driver.execute(RELEASE_QUARANTINED, now, None if ids is None else list(ids))
    return int(status.rpartition(" ")[2])


async def withdraw_quarantined(session: WriteSession, ids: Collection[UUID]) -> int:
    """Withdraw mails that somebody knows to have left; return how many."""
    driver = await session.driver()
    status: str = await driver.execute(WITHDRAW_QUARANTINED, list(ids))
    return int(status.rpartition(" ")[2])


async def record_sent(session: WriteSession, mail: NewMail, at: datetime) -> None:
    """Record that a mail left at this time, as the log says: its links work, and it is not sent
    again."""
    driver = await session.driver()
    about = mail.introduction_id, mail.meeting_id
    await driver.execute(MARK_SENT, mail.step, *about, mail.organisation_id, at)
    await driver.execute(
        INSERT_SENT, mail.mail_id, mail.event_id, mail.step, *about, mail.organisation_id, at
    )
