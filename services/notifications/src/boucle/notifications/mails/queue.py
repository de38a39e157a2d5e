"""Claim mails from the sender's queue, put them off, give them up, or record them as accepted."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.contract.events.matching import Life
from boucle.notifications.lives import store as lives
from boucle.notifications.mails.plan import Step
from boucle.notifications.mails.store import Mail, MailState, mail_of
from boucle.notifications.preferences.days import midnight
from boucle.platform.db import Database, ReadSession, WriteSession
from boucle.platform.delivery.queue import DeliveryQueue, Settled

# What may have left says so from then on ('taken_over'), until it ends.
_QUEUE: Final = DeliveryQueue(
    "mail",
    "mail_id",
    on_claim=", reason = case when picked.state = 'sending' then 'taken_over' else reason end",
    on_settle=""",
    contact_id = coalesce($6::uuid, one.contact_id), digest_id = coalesce($7::uuid, one.digest_id),
    reason = case when one.reason = 'taken_over' and done.due_at is not null
             then one.reason else $8::text end""",
)

# Of a digest the first row is taken, and the others with it: two senders never share one.
_PICKED: Final = """
    with heads as (
        select mail_id, digest_id, state from mail m
        where state in ('due', 'sending') and due_at <= $1
          and (digest_id is null or not exists (
               select from mail head where head.digest_id = m.digest_id
               and head.state in ('due', 'sending') and head.mail_id < m.mail_id))
        order by due_at limit $3 for update skip locked
    )
    select mail_id, state from heads
    union
    select other.mail_id, other.state from heads join mail other using (digest_id)
    where other.state in ('due', 'sending')
"""

# The life that a mail is about comes with it.
CLAIM: Final = _QUEUE.claiming(
    _PICKED,
    """
select claimed.*, life.synergy_id, life.entity_version, life.body,
       letter_note.note, question.text as question, question.answer,
       claimed.step = 'introduction' and claimed.digest_id is null
       and claimed.passed_from is null and exists (
           select from mail other
           where other.organisation_id = claimed.organisation_id and other.step = 'introduction'
             and other.digest_id is null and other.mail_id <> claimed.mail_id
             and (other.state in ('handed', 'sent') and other.sent_at >= $4
                  or other.state in ('due', 'sending')
                     and (other.created_at, other.mail_id) < (claimed.created_at, claimed.mail_id))
       ) as second
from claimed left join introduction using (introduction_id) left join life using (synergy_id)
left join letter_note on letter_note.synergy_id = introduction.synergy_id
    and letter_note.organisation_id = claimed.organisation_id and claimed.step = 'introduction'
left join question on claimed.step = 'question_answered' and question_id = claimed.event_id
order by claimed.created_at, introduction.score desc nulls last, claimed.mail_id
""",
)

MARK_ACCEPTED = """
update mail set state = 'handed', sent_at = $2, reason = null where mail_id = any($1)
"""

# Skip those that another worker records meanwhile.
LOCK_ACCEPTED = """
select * from mail where state = 'handed'
order by sent_at limit $1 for update skip locked
"""

MARK_SENT = "update mail set state = 'sent' where mail_id = any($1)"

# Return the mails that were withdrawn since they were claimed.
PIN = """
with pinned as (
    update mail set contact_id = chosen.contact_id, person = chosen.person
    from unnest($1::uuid[], $2::uuid[], $4::text[]) as chosen (mail_id, contact_id, person)
    where mail.mail_id = chosen.mail_id
      and (mail.contact_id, mail.person) is distinct from (chosen.contact_id, chosen.person)
)
select mail_id from mail where mail_id = any($3) and state = 'withdrawn'
"""

# The partial index mail_due alone answers this. A mail put off keeps its created_at.
WAITING = """
select count(*) filter (where reason is distinct from 'no_contact') as due,
       min(created_at) filter (where reason is distinct from 'no_contact') as oldest_due,
       count(*) filter (where reason = 'no_contact') as no_contact
from mail where state in ('due', 'sending')
"""


# Mails about the same introduction or meeting, to the same company, form a thread.
SENT_BEFORE = """
select later.mail_id, mail.event_id, mail.step, mail.contact_id, mail.digest_id, mail.sent_at
from mail as later join mail using (introduction_id, organisation_id)
where later.mail_id = any($1) and mail.step <> 'handover' and mail.mail_id <> later.mail_id
  and mail.state in ('handed', 'sent') and mail.contact_id is not null
union all
select later.mail_id, mail.event_id, mail.step, mail.contact_id, mail.digest_id, mail.sent_at
from mail as later join mail using (meeting_id, organisation_id)
where later.mail_id = any($1) and mail.mail_id <> later.mail_id
  and mail.state in ('handed', 'sent') and mail.contact_id is not null
order by sent_at
"""


@dataclass(frozen=True, slots=True)
class SentBefore:
    """The parts of the Message-ID of a mail that left."""

    event_id: UUID
    step: Step
    contact_id: UUID
    digest_id: UUID | None


@dataclass(frozen=True, slots=True)
class Pinned:
    """The reader of a mail; ``person`` is a keyed hash of the address."""

    contact_id: UUID
    person: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """``due`` are mails to send now; ``no_contact`` those whose company has no contact."""

    due: int
    oldest_due: datetime | None
    no_contact: int


async def claim(
    database: Database, now: datetime, lease_until: datetime, limit: int
) -> tuple[list[Mail], dict[UUID, Life]]:
    """Claim the oldest due mails (``limit`` counts messages), with the lives of their
    introductions. Mails of one digest come best first."""
    rows = await database.fetch(CLAIM, now, lease_until, limit, midnight(now))
    decoded = lives.decoded(row for row in rows if row["synergy_id"])
    about = {
        row["introduction_id"]: decoded[row["synergy_id"]].life for row in rows if row["synergy_id"]
    }
    return [mail_of(row) for row in rows], about


async def sent_before(
    session: ReadSession, mails: Collection[UUID]
) -> dict[UUID, list[SentBefore]]:
    """Return, by mail and oldest first, earlier mails to its company about the same."""
    found: dict[UUID, list[SentBefore]] = {}
    for row in await session.fetch(SENT_BEFORE, list(mails)):
        sent = SentBefore(row["event_id"], row["step"], row["contact_id"], row["digest_id"])
        found.setdefault(row["mail_id"], []).append(sent)
    return found


async def later(
    session: WriteSession,
    mails: Iterable[Mail],
    due_at: datetime,
    reason: str | None,
    *,
    contact: UUID | None = None,
    digest: UUID | None = None,
    tried: bool = True,
) -> None:
    """Put mails off; ``digest``: they wait until that one is made, and leave with it; ``tried``:
    this was an attempt."""
    state: MailState = "due" if digest is None else "held"
    settled = [Settled(one.mail_id, one.attempts, state, due_at, tried) for one in mails]
    await _QUEUE.settle(session, settled, contact, digest, reason)


async def fail(session: WriteSession, one: Mail, contact: UUID | None, reason: str) -> None:
    failed: MailState = "failed"
    settled = Settled(one.mail_id, one.attempts, failed)
    await _QUEUE.settle(session, [settled], contact, None, reason)


async def mark_accepted(database: Database, mails: Collection[UUID], now: datetime) -> None:
    """Record that the mail server took the message; committed at once, as the next one waits for
    it."""
    await database.execute(MARK_ACCEPTED, list(mails), now)


async def lock_accepted(session: WriteSession, limit: int) -> list[Mail]:
    return [mail_of(row) for row in await session.fetch(LOCK_ACCEPTED, limit)]


async def mark_sent(session: WriteSession, ids: Collection[UUID]) -> None:
    driver = await session.driver()
    await driver.execute(MARK_SENT, list(ids))


async def pin(
    database: Database, chosen: Mapping[UUID, Pinned], claimed: Iterable[Mail]
) -> frozenset[UUID]:
    """Store each mail's reader before the first attempt: a retry keeps its Message-ID. Return those
    of ``claimed`` that were withdrawn meanwhile."""
    ids = [one.mail_id for one in claimed]
    contacts = [one.contact_id for one in chosen.values()]
    persons = [one.person for one in chosen.values()]
    rows = await database.fetch(PIN, list(chosen), contacts, ids, persons)
    return frozenset(row["mail_id"] for row in rows)


async def waiting(session: ReadSession) -> Waiting:
    due, oldest_due, no_contact = await session.fetchrow(WAITING) or (0, None, 0)
    return Waiting(due, oldest_due, no_contact)
