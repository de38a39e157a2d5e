"""Create, release, withdraw and read mails."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args
from uuid import UUID

import asyncpg

from boucle.notifications.mails import plan
from boucle.notifications.mails.plan import Step
from boucle.notifications.preferences.days import day_of, midnight
from boucle.notifications.preferences.decisions import WhyLater
from boucle.platform.db import Session, WriteSession

MailState = Literal["held", "kept", "due", "sending", "handed", "sent", "failed", "withdrawn"]
"""``held``: until there is room; ``kept``: since a restore, until somebody releases it; ``handed``:
the mail server took it, and the effects are not recorded yet."""

INSERT = """
insert into mail (mail_id, event_id, step, introduction_id, meeting_id, organisation_id,
                  state, due_at, attempts, created_at, digest_id, contact_id)
select mail_id, event_id, step, introduction_id, meeting_id, organisation_id, state, due_at, 0, $9,
       digest_id, contact_id
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[],
            $8::timestamptz[], $10::uuid[], $11::uuid[])
    as new (mail_id, event_id, step, introduction_id, meeting_id, organisation_id, state, due_at,
            digest_id, contact_id)
on conflict do nothing
"""

# One transaction at a time decides a company's weekly cap.
LOCK_COMPANIES = """
select pg_advisory_xact_lock(hashtextextended(company::text, 7))
from unnest($1::uuid[]) as company
"""

# Of the last week ($2), a digest once; whether one introduces at once, on this day ($3): what is
# about to leave does so today at the earliest; and how many are in this morning's digest ($4), or
# wait for one.
COUNT_RECENT = """
select m.organisation_id,
       count(distinct coalesce(m.digest_id, m.mail_id)) filter (where m.state <> 'held') as mails,
       coalesce(bool_or(m.step = 'introduction' and m.digest_id is null
                        and (m.sent_at is null or m.sent_at >= $3)), false) as had_today,
       count(*) filter (where m.state = 'held' or m.digest_id = today.digest_id) as gathered
from mail m
join unnest($1::uuid[], $4::uuid[]) as today (organisation_id, digest_id) using (organisation_id)
where m.step <> 'handover'
  and (m.state in ('due', 'sending', 'handed', 'sent') and coalesce(m.sent_at, m.due_at) > $2
       or m.state = 'held' and m.digest_id is not null)
group by m.organisation_id
"""

TO_ANOTHER = """
insert into mail (mail_id, event_id, step, introduction_id, organisation_id, contact_id, state,
                  due_at, attempts, created_at, passed_from)
select $2, event_id, case step when 'consent_request' then step else 'introduction' end,
       introduction_id, organisation_id, $3, 'due', $4, 0, $5, mail_id
from mail where mail_id = $1
on conflict do nothing
"""

RELEASE = """
update mail
set state = 'due', due_at = $2, created_at = $2, reason = null, digest_id = new.digest_id
from unnest($3::uuid[], $4::uuid[]) as new (organisation_id, digest_id)
where introduction_id = any($1) and state = 'held' and mail.digest_id is null
  and mail.organisation_id = new.organisation_id
"""

# An answer came on the page: neither reminder nor an animator's call follows.
ANSWERED = """
update mail set state = 'withdrawn', reason = 'overtaken'
where introduction_id = $1 and organisation_id = $2 and step = any($3)
  and state in ('held', 'kept', 'due', 'sending')
"""

# The contact lets us write again, or sooner.
BRING_FORWARD = """
update mail set due_at = least(due_at, case when digest_id is null then $4::timestamptz
                                              else $3::timestamptz end)
where organisation_id = $1 and contact_id = $2
  and (state = 'held' and digest_id is not null or state = 'due' and reason = any($5))
"""

# The company that is asked first changed its mind twice.
CALL_AGAIN = """
update mail set state = new.state, due_at = $3, created_at = $3, attempts = 0, reason = null,
    digest_id = null
from unnest($1::uuid[], $2::text[]) as new (mail_id, state)
where mail.mail_id = new.mail_id and mail.state = 'withdrawn' and mail.reason = 'overtaken'
"""

# This covers mails in sending, too: their sender checks again before they leave.
WITHDRAW = """
update mail set state = 'withdrawn', reason = 'overtaken'
where introduction_id = any($1) and state in ('held', 'kept', 'due', 'sending')
  and step <> all($2)
"""

WITHDRAW_OF_COMPANIES = """
update mail set state = 'withdrawn', reason = 'overtaken'
from unnest($1::uuid[], $2::uuid[]) as gone (introduction_id, organisation_id)
where mail.introduction_id = gone.introduction_id
  and mail.organisation_id = gone.organisation_id
  and mail.state in ('held', 'kept', 'due', 'sending') and mail.step <> 'disclosure'
"""

SELECT_ONE = "select * from mail where mail_id = $1"

SELECT_OF_INTRODUCTIONS = """
select * from mail where introduction_id = any($1) order by created_at, step
"""

SELECT_OF_MEETING = """
select * from mail where meeting_id = any($1)
order by organisation_id, created_at, mail_id
"""


@dataclass(frozen=True, slots=True)
class NewMail:
    """``wait`` is the delay from the request; ``contact_id`` the reader, where known before the
    first attempt."""

    mail_id: UUID
    event_id: UUID
    step: Step
    organisation_id: UUID
    introduction_id: UUID | None = None
    meeting_id: UUID | None = None
    state: MailState = "due"
    wait: timedelta = timedelta()
    digest_id: UUID | None = None
    contact_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Mail:
    """A row. ``taken_over``: another sender started it and died: one copy may have left.
    ``passed_from`` is the mail whose reader named this one's. ``second``: another introduction of
    its company leaves at once today. ``person`` is a keyed hash of the address. ``note``: what the
    animator adds, of an introduction about to leave. ``question`` and ``answer``: of a mail
    that brings one."""

    mail_id: UUID
    event_id: UUID
    step: Step
    introduction_id: UUID | None
    meeting_id: UUID | None
    organisation_id: UUID
    contact_id: UUID | None
    digest_id: UUID | None
    state: MailState
    due_at: datetime
    attempts: int
    reason: str | None
    created_at: datetime
    sent_at: datetime | None
    taken_over: bool = False
    second: bool = False
    passed_from: UUID | None = None
    person: str | None = None
    note: str | None = None
    question: str | None = None
    answer: str | None = None


async def add(session: WriteSession, mails: Iterable[NewMail], now: datetime) -> None:
    """Add mails; one already there (the same event, or the same step) stays as it is."""
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
        [mail.digest_id for mail in new],
        [mail.contact_id for mail in new],
    )


async def call_again(session: WriteSession, mails: Iterable[NewMail], now: datetime) -> None:
    """Revive withdrawn mails whose subject is no longer over."""
    new = list(mails)
    driver = await session.driver()
    await driver.execute(
        CALL_AGAIN, [mail.mail_id for mail in new], [mail.state for mail in new], now
    )


async def pass_on(
    session: WriteSession, mail: Mail, to: UUID, mail_id: UUID, due_at: datetime, now: datetime
) -> None:
    """Copy the mail as ``mail_id`` for the contact ``to``; only the first call does."""
    driver = await session.driver()
    await driver.execute(TO_ANOTHER, mail.mail_id, mail_id, to, due_at, now)


@dataclass(frozen=True, slots=True)
class ReceivedMails:
    """What each company received, as ``MailHistory`` describes it."""

    mails: Mapping[UUID, int]
    had_today: frozenset[UUID]
    gathered: Mapping[UUID, int]


async def recent(
    session: WriteSession, companies: Collection[UUID], since: datetime, now: datetime
) -> ReceivedMails:
    """Count each company's mails since then, those about to leave included; lock the counts."""
    driver = await session.driver()
    await driver.execute(LOCK_COMPANIES, sorted(companies))
    return await counted(session, companies, since, now)


async def counted(
    session: Session, companies: Collection[UUID], since: datetime, now: datetime
) -> ReceivedMails:
    """Count the same; who decides nothing by it locks nothing."""
    ordered = sorted(companies)
    digests = [plan.digest_id(company, day_of(now)) for company in ordered]
    rows = await session.fetch(COUNT_RECENT, ordered, since, midnight(now), digests)
    return ReceivedMails(
        {row["organisation_id"]: row["mails"] for row in rows},
        frozenset(row["organisation_id"] for row in rows if row["had_today"]),
        {row["organisation_id"]: row["gathered"] for row in rows},
    )


async def release(
    session: WriteSession,
    introductions: Collection[UUID],
    companies: Collection[UUID],
    now: datetime,
) -> None:
    """Release these introductions' held mails with this morning's digests."""
    ordered = sorted(companies)
    digests = [plan.digest_id(company, day_of(now)) for company in ordered]
    driver = await session.driver()
    await driver.execute(RELEASE, list(introductions), now, ordered, digests)


async def answered(session: WriteSession, introduction: UUID, company: UUID) -> None:
    driver = await session.driver()
    await driver.execute(ANSWERED, introduction, company, sorted(plan.UNLESS_ANSWERED))


async def bring_forward(
    session: WriteSession, company: UUID, contact: UUID, morning: datetime, now: datetime
) -> None:
    """Let mails that the contact put off wait for this morning at most, and those without digest
    leave now."""
    driver = await session.driver()
    reasons = list(get_args(WhyLater))
    await driver.execute(BRING_FORWARD, company, contact, morning, now, reasons)


async def withdraw(session: WriteSession, introductions: Collection[UUID]) -> None:
    driver = await session.driver()
    await driver.execute(WITHDRAW, list(introductions), sorted(plan.NEVER_WITHDRAWN))


async def withdraw_of_companies(session: WriteSession, gone: Collection[tuple[UUID, UUID]]) -> None:
    driver = await session.driver()
    await driver.execute(
        WITHDRAW_OF_COMPANIES, [one for one, _ in gone], [company for _, company in gone]
    )


async def read(session: Session, mail: UUID) -> Mail | None:
    row = await session.fetchrow(SELECT_ONE, mail)
    return mail_of(row) if row else None


async def of_introductions(
    session: Session, ids: Collection[UUID]
) -> Mapping[UUID, Sequence[Mail]]:
    return _by_subject("introduction_id", await session.fetch(SELECT_OF_INTRODUCTIONS, list(ids)))


async def of_meetings(session: Session, ids: Collection[UUID]) -> Mapping[UUID, Sequence[Mail]]:
    return _by_subject("meeting_id", await session.fetch(SELECT_OF_MEETING, list(ids)))


def _by_subject(matter: str, rows: Iterable[asyncpg.Record]) -> Mapping[UUID, Sequence[Mail]]:
    found: defaultdict[UUID, list[Mail]] = defaultdict(list)
    for row in rows:
        found[row[matter]].append(mail_of(row))
    return found


def mail_of(row: asyncpg.Record) -> Mail:
    return Mail(**{name: row[name] for name in Mail.__slots__ if name in row})
