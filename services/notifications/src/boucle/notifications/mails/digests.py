"""Attach mails to a morning's digest that their contact, or the day, put off."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from boucle.notifications.mails.plan import Step
from boucle.platform.db import WriteSession

WAITING = """
select m.mail_id, m.step, m.organisation_id, coalesce(i.score, 0) as score, s.territory
from mail m join introduction i using (introduction_id)
join introduction_side s using (introduction_id, organisation_id)
where m.state = 'held' and m.digest_id is not null and m.due_at <= $1
order by m.created_at, m.mail_id
"""

EXISTING = """
select distinct digest_id from mail
where digest_id = any($1) and state in ('due', 'sending', 'handed', 'sent')
"""

JOIN = """
update mail set state = 'due', due_at = $3, reason = null, digest_id = new.digest_id
from unnest($1::uuid[], $2::uuid[]) as new (mail_id, digest_id)
where mail.mail_id = new.mail_id and mail.state = 'held'
"""

WAIT = """
update mail set due_at = $2 where mail_id = any($1) and state = 'held'
"""


@dataclass(frozen=True, slots=True)
class WaitingMail:
    """A mail that may leave with this morning's digest. The digest is its company's or, for a
    handover, that of the animator of ``territory``."""

    mail_id: UUID
    step: Step
    organisation_id: UUID
    territory: str
    score: int


async def existing(session: WriteSession, ids: Collection[UUID]) -> frozenset[UUID]:
    return frozenset(row["digest_id"] for row in await session.fetch(EXISTING, list(ids)))


async def waiting(session: WriteSession, now: datetime) -> Sequence[WaitingMail]:
    rows = await session.fetch(WAITING, now)
    return [WaitingMail(**{name: row[name] for name in WaitingMail.__slots__}) for row in rows]


async def join(session: WriteSession, digests: dict[UUID, UUID], now: datetime) -> None:
    driver = await session.driver()
    await driver.execute(JOIN, list(digests), list(digests.values()), now)


async def wait(session: WriteSession, mails: Collection[UUID], until: datetime) -> None:
    driver = await session.driver()
    await driver.execute(WAIT, list(mails), until)
