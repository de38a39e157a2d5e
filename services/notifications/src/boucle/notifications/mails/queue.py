"""The sender's queue: mails claimed, put off, given up, accepted by the mail server."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from boucle.common.db import Database, ReadSession, WriteSession
from boucle.common.events.matching import Life
from boucle.notifications.lives import store as lives
from boucle.notifications.mails.plan import Step
from boucle.notifications.mails.store import Mail, mail_of

# Worker-safe: each due row is taken by one sender; a row still 'sending' when its time comes again
# belonged to a sender that died. The life that a mail is about comes with it.
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

MARK_ACCEPTED = "update mail set state = 'handed', sent_at = $2, reason = null where mail_id = $1"

# Those that another worker records meanwhile are left to it.
LOCK_ACCEPTED = """
select *, false as taken_over from mail where state = 'handed'
order by sent_at limit $1 for update skip locked
"""

MARK_SENT = "update mail set state = 'sent' where mail_id = any($1)"

# Returns those who stopped our mails (they are never chosen) and the mails that were withdrawn
# since they were claimed: one round trip where nobody stopped.
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

# Asked by the partial index mail_due alone. A mail put off keeps its created_at.
WAITING = """
select count(*) filter (where reason is distinct from 'no_contact') as due,
       min(created_at) filter (where reason is distinct from 'no_contact') as oldest_due,
       count(*) filter (where reason = 'no_contact') as no_contact
from mail where state in ('due', 'sending')
"""


# Those about the same introduction or meeting, to the same company: a thread.
SENT_BEFORE = """
select later.mail_id, mail.event_id, mail.step, mail.contact_id, mail.sent_at
from mail as later join mail using (introduction_id, organisation_id)
where later.mail_id = any($1) and mail.mail_id <> later.mail_id
  and mail.state in ('handed', 'sent') and mail.contact_id is not null
union all
select later.mail_id, mail.event_id, mail.step, mail.contact_id, mail.sent_at
from mail as later join mail using (meeting_id, organisation_id)
where later.mail_id = any($1) and mail.mail_id <> later.mail_id
  and mail.state in ('handed', 'sent') and mail.contact_id is not null
order by sent_at
"""


@dataclass(frozen=True, slots=True)
class SentBefore:
    """What the Message-ID of a mail that left is made of."""

    event_id: UUID
    step: Step
    contact_id: UUID


@dataclass(frozen=True, slots=True)
class Waiting:
    """``due``: mails to send now; ``no_contact``: those whose company has nobody to write to."""

    due: int
    oldest_due: datetime | None
    no_contact: int


async def claim(
    database: Database, now: datetime, lease_until: datetime, limit: int
) -> tuple[list[Mail], dict[UUID, Life]]:
    """The oldest mails due, and by introduction the life that each is about."""
    rows = await database.fetch(CLAIM, now, lease_until, limit)
    known = lives.decoded(row for row in rows if row["synergy_id"])
    about = {
        row["introduction_id"]: known[row["synergy_id"]].life for row in rows if row["synergy_id"]
    }
    return [mail_of(row) for row in rows], about


async def sent_before(
    session: ReadSession, mails: Collection[UUID]
) -> dict[UUID, list[SentBefore]]:
    """By mail, oldest first, those that its company had about the same."""
    found: dict[UUID, list[SentBefore]] = {}
    for row in await session.fetch(SENT_BEFORE, list(mails)):
        sent = SentBefore(row["event_id"], row["step"], row["contact_id"])
        found.setdefault(row["mail_id"], []).append(sent)
    return found


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


async def mark_accepted(database: Database, mail: UUID, now: datetime) -> None:
    """The mail server took it. Committed at once: the next mail waits for this one's mark."""
    await database.execute(MARK_ACCEPTED, mail, now)


async def lock_accepted(session: WriteSession, limit: int) -> list[Mail]:
    """Mails that the mail server took and whose effects are not recorded, the oldest first."""
    return [mail_of(row) for row in await session.fetch(LOCK_ACCEPTED, limit)]


async def mark_sent(session: WriteSession, ids: Collection[UUID]) -> None:
    driver = await session.driver()
    await driver.execute(MARK_SENT, list(ids))


async def pin(
    database: Database, contacts: Mapping[UUID, UUID], everybody: Collection[UUID]
) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """Store whom each mail is written to, before the first attempt: a retry keeps its Message-ID.

    Returns those of ``everybody`` who want no mail (they are not stored), and the mails
    that were withdrawn since they were claimed.
    """
    chosen = list(contacts), list(contacts.values())
    rows = await database.fetch(PIN, *chosen, list(everybody))
    return (
        frozenset(row["contact_id"] for row in rows if row["contact_id"]),
        frozenset(row["mail_id"] for row in rows if row["mail_id"]),
    )


async def waiting(session: ReadSession) -> Waiting:
    due, oldest_due, no_contact = await session.fetchrow(WAITING) or (0, None, 0)
    return Waiting(due, oldest_due, no_contact)
