"""Mails as state: what is due, what is being sent, what became of it; who stopped them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import asyncpg

from boucle.common.db import Database, ReadSession, WriteSession
from boucle.common.events.matching import Life
from boucle.notifications.lives import store as lives
from boucle.notifications.mails.plan import Step

MailState = Literal["held", "kept", "due", "sending", "handed", "sent", "failed", "withdrawn"]
"""``held``: until there is room; ``kept``: since a restore, until somebody releases it;
``handed``: the mail server took it, and what that completes is not told yet."""

INSERT = """
insert into mail (mail_id, event_id, step, introduction_id, meeting_id, organisation_id,
                  state, due_at, attempts, created_at)
select mail_id, event_id, step, introduction_id, meeting_id, organisation_id, state, due_at, 0, $9
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[],
            $8::timestamptz[])
    as new (mail_id, event_id, step, introduction_id, meeting_id, organisation_id, state, due_at)
on conflict do nothing
"""

# One company's weekly cap is decided by one transaction at a time.
LOCK_COMPANIES = """
select pg_advisory_xact_lock(hashtextextended(company::text, 7))
from unnest($1::uuid[]) as company
"""

COUNT_RECENT = """
select organisation_id, count(*) as mails from mail
where organisation_id = any($1) and state in ('due', 'sending', 'handed', 'sent')
  and coalesce(sent_at, due_at) > $2
group by organisation_id
"""

RELEASE = """
update mail set state = 'due', due_at = $2, reason = null
where introduction_id = any($1) and state = 'held'
"""

# One that is being sent too: its sender looks again before the mail leaves.
WITHDRAW = """
update mail set state = 'withdrawn', reason = 'overtaken'
where introduction_id = any($1) and state in ('held', 'kept', 'due', 'sending')
  and step <> 'disclosure'
"""

# Worker-safe: each due row is taken by one sender; a row still 'sending' when its time comes again
# belonged to a sender that died. The life that a mail tells of comes with it.
CLAIM = """
with picked as (
    select mail_id, state from mail
    where state in ('due', 'sending') and due_at <= $1
    order by due_at limit $3 for update skip locked
), claimed as (
    update mail set state = 'sending', due_at = $2, attempts = attempts + 1
    from picked where mail.mail_id = picked.mail_id
    returning mail.*, picked.state = 'sending' as taken_over
)
select claimed.*, life.synergy_id, life.entity_version, life.body
from claimed left join introduction using (introduction_id) left join life using (synergy_id)
order by claimed.created_at, claimed.mail_id
"""

# Nothing was tried (registry or mail server away): not an attempt.
PUT_BACK = """
update mail set state = 'due', due_at = $2, attempts = greatest(attempts - 1, 0), reason = $3
where mail_id = any($1) and state = 'sending'
"""

LATER = """
update mail set state = 'due', due_at = $2, contact_id = coalesce($3, contact_id), reason = $4
where mail_id = $1 and state = 'sending'
"""

FAIL = """
update mail set state = 'failed', contact_id = coalesce($2, contact_id), reason = $3
where mail_id = $1
"""

HANDED = "update mail set state = 'handed', sent_at = $2, reason = null where mail_id = $1"

# Those that another sender tells of meanwhile are left to it.
SELECT_HANDED = """
select *, false as taken_over from mail where state = 'handed'
order by sent_at limit $1 for update skip locked
"""

TOLD = "update mail set state = 'sent' where mail_id = any($1)"

# Those who stopped our mails come back, and nobody of them is settled on, and the mails that were
# withdrawn since they were claimed: one round trip where nobody stopped.
PIN = """
with stopped as (
    select contact_id from stopped_contact where contact_id = any($3)
), pinned as (
    update mail set contact_id = chosen.contact_id
    from unnest($1::uuid[], $2::uuid[]) as chosen (mail_id, contact_id)
    where mail.mail_id = chosen.mail_id and mail.contact_id is distinct from chosen.contact_id
      and chosen.contact_id not in (select contact_id from stopped)
)
select contact_id, null::uuid as mail_id from stopped
union all
select null, mail_id from mail where mail_id = any($1) and state = 'withdrawn'
"""

SELECT_ONE = "select *, false as taken_over from mail where mail_id = $1"

SELECT_OF_INTRODUCTIONS = """
select *, false as taken_over from mail where introduction_id = any($1) order by created_at, step
"""

SELECT_OF_MEETING = """
select *, false as taken_over from mail where meeting_id = any($1) order by organisation_id
"""

# Asked by the partial index mail_due alone. A mail put off keeps its created_at.
WAITING = """
select count(*) filter (where reason is distinct from 'no_contact') as due,
       min(created_at) filter (where reason is distinct from 'no_contact') as oldest_due,
       count(*) filter (where reason = 'no_contact') as no_contact
from mail where state in ('due', 'sending')
"""

# --- after a restore

RESTORED = "insert into restored (restored_at) values ($1) on conflict do nothing"

RESTORED_AT = "select max(restored_at) from restored"

KEEP = "update mail set state = 'kept' where state in ('held', 'due', 'sending')"

KEPT = """
select *, false as taken_over from mail where state = 'kept' order by created_at, mail_id
"""

COUNT_KEPT = "select count(*) from mail where state = 'kept'"

RELEASE_KEPT = """
update mail set state = 'due', due_at = $1, created_at = $1, reason = null
where state = 'kept' and ($2::uuid[] is null or mail_id = any($2))
"""

WITHDRAW_KEPT = """
update mail set state = 'withdrawn', reason = 'left_before_restore'
where state = 'kept' and mail_id = any($1)
"""

# The log told that it left; its row may be there, by its matter and step.
LEFT = """
update mail set state = 'sent', sent_at = $5, reason = null
where organisation_id = $4
  and (introduction_id = $2 and step = $1 or meeting_id = $3) and state <> 'sent'
"""

INSERT_LEFT = """
insert into mail (mail_id, event_id, step, introduction_id, meeting_id, organisation_id,
                  state, due_at, attempts, created_at, sent_at)
values ($1, $2, $3, $4, $5, $6, 'sent', $7, 1, $7, $7) on conflict do nothing
"""

SELECT_STOPPED = "select contact_id from stopped_contact where contact_id = any($1)"

STOP = """
insert into stopped_contact (contact_id, mail_id, stopped_at) values ($1, $2, $3)
on conflict do nothing
"""


@dataclass(frozen=True, slots=True)
class NewMail:
    """``wait``: how long after it was called for it is due."""

    mail_id: UUID
    event_id: UUID
    step: Step
    organisation_id: UUID
    introduction_id: UUID | None = None
    meeting_id: UUID | None = None
    state: MailState = "due"
    wait: timedelta = timedelta()


def held(mail: NewMail) -> NewMail:
    return replace(mail, state="held")


@dataclass(frozen=True, slots=True)
class Mail:
    """A row. ``taken_over``: another sender had begun it and died: one copy may have left."""

    mail_id: UUID
    event_id: UUID
    step: Step
    introduction_id: UUID | None
    meeting_id: UUID | None
    organisation_id: UUID
    contact_id: UUID | None
    state: MailState
    due_at: datetime
    attempts: int
    reason: str | None
    created_at: datetime
    sent_at: datetime | None
    taken_over: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """``due``: mails to send now; ``no_contact``: those whose company has nobody to write to."""

    due: int
    oldest_due: datetime | None
    no_contact: int


async def add(session: WriteSession, mails: Iterable[NewMail], now: datetime) -> None:
    """A mail already there (the same event, or the same step) stays as it is."""
    new = list(mails)
    driver = await session.driver()
    await driver.execute(
        INSERT,
        [mail.mail_id for mail in new],
        [mail.event_id for mail in new],
        [mail.step for mail in new],
        [mail.introduction_id for mail in new],
        [mail.meeting_id for mail in new],
        [mail.organisation_id for mail in new],
        [mail.state for mail in new],
        [now + mail.wait for mail in new],
        now,
    )


async def recent(
    session: WriteSession, companies: Collection[UUID], since: datetime
) -> dict[UUID, int]:
    """Mails of each company since then, those about to leave included; its count is locked."""
    ordered = sorted(companies)
    driver = await session.driver()
    await driver.execute(LOCK_COMPANIES, ordered)
    rows = await driver.fetch(COUNT_RECENT, ordered, since)
    return {row["organisation_id"]: row["mails"] for row in rows}


async def release(session: WriteSession, introductions: Collection[UUID], now: datetime) -> None:
    driver = await session.driver()
    await driver.execute(RELEASE, list(introductions), now)


async def withdraw(session: WriteSession, introductions: Collection[UUID]) -> None:
    """What has not left and tells of something that is over never leaves."""
    driver = await session.driver()
    await driver.execute(WITHDRAW, list(introductions))


async def claim(
    database: Database, now: datetime, lease_until: datetime, limit: int
) -> tuple[list[Mail], dict[UUID, Life]]:
    """The oldest mails due, and by introduction the life that each is about."""
    rows = await database.fetch(CLAIM, now, lease_until, limit)
    known = lives.decoded(row for row in rows if row["synergy_id"])
    about = {
        row["introduction_id"]: known[row["synergy_id"]].life for row in rows if row["synergy_id"]
    }
    return [_mail(row) for row in rows], about


async def put_back(
    session: WriteSession, mails: Collection[UUID], due_at: datetime, reason: str | None
) -> None:
    driver = await session.driver()
    await driver.execute(PUT_BACK, list(mails), due_at, reason)


async def later(
    session: WriteSession, mail: UUID, due_at: datetime, contact: UUID | None, reason: str
) -> None:
    driver = await session.driver()
    await driver.execute(LATER, mail, due_at, contact, reason)


async def fail(session: WriteSession, mail: UUID, contact: UUID | None, reason: str) -> None:
    driver = await session.driver()
    await driver.execute(FAIL, mail, contact, reason)


async def mark_handed(database: Database, mail: UUID, now: datetime) -> None:
    """The mail server took it. Committed at once: the next mail waits for this one's mark."""
    await database.execute(HANDED, mail, now)


async def handed(session: WriteSession, limit: int) -> list[Mail]:
    """Mails that left and are not told of, the oldest first, locked until they are."""
    driver = await session.driver()
    return [_mail(row) for row in await driver.fetch(SELECT_HANDED, limit)]


async def told(session: WriteSession, ids: Collection[UUID]) -> None:
    driver = await session.driver()
    await driver.execute(TOLD, list(ids))


async def pin(
    database: Database, contacts: Mapping[UUID, UUID], everybody: Collection[UUID]
) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """Settle whom each mail is written to, before the first attempt: a retry keeps its id.

    Returns those of ``everybody`` who want no mail (on them it settles nothing), and the mails
    that were withdrawn since they were claimed.
    """
    chosen = list(contacts), list(contacts.values())
    rows = await database.fetch(PIN, *chosen, list(everybody))
    return (
        frozenset(row["contact_id"] for row in rows if row["contact_id"]),
        frozenset(row["mail_id"] for row in rows if row["mail_id"]),
    )


async def read(session: ReadSession | WriteSession, mail: UUID) -> Mail | None:
    driver = await session.driver()
    row = await driver.fetchrow(SELECT_ONE, mail)
    return _mail(row) if row else None


async def of_introductions(session: ReadSession, ids: Collection[UUID]) -> list[Mail]:
    driver = await session.driver()
    return [_mail(row) for row in await driver.fetch(SELECT_OF_INTRODUCTIONS, list(ids))]


async def of_meetings(session: ReadSession, ids: Collection[UUID]) -> list[Mail]:
    driver = await session.driver()
    return [_mail(row) for row in await driver.fetch(SELECT_OF_MEETING, list(ids))]


async def waiting(session: ReadSession) -> Waiting:
    driver = await session.driver()
    due, oldest_due, no_contact = await driver.fetchrow(WAITING) or (0, None, 0)
    return Waiting(due, oldest_due, no_contact)


async def keep_waiting(session: WriteSession, now: datetime) -> None:
    """After a restore: no mail that waits leaves before somebody released it."""
    driver = await session.driver()
    await driver.execute(RESTORED, now)
    await driver.execute(KEEP)


async def restored_at(session: ReadSession | WriteSession) -> datetime | None:
    """The last restore; what happened before it may have been written about already."""
    driver = await session.driver()
    at: datetime | None = await driver.fetchval(RESTORED_AT)
    return at


async def kept(session: ReadSession) -> list[Mail]:
    driver = await session.driver()
    return [_mail(row) for row in await driver.fetch(KEPT)]


async def count_kept(session: ReadSession) -> int:
    driver = await session.driver()
    return int(await driver.fetchval(COUNT_KEPT))


async def release_kept(session: WriteSession, ids: Collection[UUID] | None, now: datetime) -> int:
    """These, or all (None), become due, as if called for now; returns how many."""
    driver = await session.driver()
    status: str = await driver.execute(RELEASE_KEPT, now, None if ids is None else list(ids))
    return int(status.rpartition(" ")[2])


async def withdraw_kept(session: WriteSession, ids: Collection[UUID]) -> int:
    """These never leave: somebody knows that they did. Returns how many."""
    driver = await session.driver()
    status: str = await driver.execute(WITHDRAW_KEPT, list(ids))
    return int(status.rpartition(" ")[2])


async def record_left(session: WriteSession, mail: NewMail, at: datetime) -> None:
    """The log tells that it left, at this time: its links work, and it never leaves again."""
    driver = await session.driver()
    about = mail.introduction_id, mail.meeting_id
    await driver.execute(LEFT, mail.step, *about, mail.organisation_id, at)
    await driver.execute(
        INSERT_LEFT, mail.mail_id, mail.event_id, mail.step, *about, mail.organisation_id, at
    )


async def stopped(database: Database, contacts: Collection[UUID]) -> frozenset[UUID]:
    """Those who want no mail, of these."""
    rows = await database.fetch(SELECT_STOPPED, list(contacts))
    return frozenset(row["contact_id"] for row in rows)


async def stop(session: WriteSession, contact: UUID, mail: UUID, now: datetime) -> None:
    driver = await session.driver()
    await driver.execute(STOP, contact, mail, now)


def _mail(row: asyncpg.Record) -> Mail:
    return Mail(**{name: row[name] for name in Mail.__slots__})
