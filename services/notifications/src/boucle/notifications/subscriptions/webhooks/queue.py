"""Queue messages in Postgres, claim them, record their outcomes.

Of the messages about one thing, the first unfinished one is ``due`` (or ``sending``); those behind
it are ``waiting``. Every change of that locks the webhook's row: queueing, recording attempts, a
replay.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.notifications.subscriptions.webhooks.decisions import Attempted, Following
from boucle.notifications.subscriptions.webhooks.messages import NewMessage
from boucle.platform.db import Database, ReadSession, WriteSession
from boucle.platform.delivery.queue import DeliveryQueue, Settled

_PUT: Final = """
insert into webhook_message (message_id, webhook_id, number, type, subject, body, state, due_at,
                             tries, attempts, created_at)
select message_id, $1, number, type, subject, body, 'waiting', $2, 0, 0, $2
from unnest($3::uuid[], $4::bigint[], $5::text[], $6::uuid[], $7::bytea[])
    as new (message_id, number, type, subject, body)
on conflict (message_id) do nothing
"""

# The one that is being sent counts as the first: what was put before it waits for its end.
_LEAD: Final = """
update webhook_message set state = 'due'
from unnest($1::uuid[], $2::uuid[]) as line (webhook_id, subject)
cross join lateral (
    select message_id from webhook_message m
    where m.webhook_id = line.webhook_id and m.subject = line.subject
      and m.state in ('waiting', 'due', 'sending')
    order by m.state = 'sending' desc, m.number, m.message_id limit 1
) first
where webhook_message.message_id = first.message_id and webhook_message.state = 'waiting'
"""

_QUEUE: Final = DeliveryQueue(
    "webhook_message",
    "message_id",
    on_claim=", tries = tries + 1",
    on_settle=", finished_at = case when done.due_at is null then $6::timestamptz end",
)

# ``$3``, ``$4``: how many of a webhook's messages this process has under way. A webhook that fails
# is tried with one at a time.
_PICKED: Final = """
    select first.message_id, first.state, webhook.url, webhook.secret, webhook.former_secret,
           webhook.former_until
    from webhook
    left join unnest($3::uuid[], $4::integer[]) as busy (webhook_id, count) using (webhook_id)
    cross join lateral (
        select message_id, m.state from webhook_message m
        where m.webhook_id = webhook.webhook_id and m.state in ('due', 'sending')
          and m.due_at <= $1
        order by m.due_at
        limit greatest(0, case when webhook.failing_since is null then $5::integer else 1 end
                          - coalesce(busy.count, 0))
        for update skip locked
    ) first
    where webhook.state = 'enabled' and (webhook.not_before is null or webhook.not_before <= $1)
    limit $6
"""
_CLAIM: Final = _QUEUE.claiming(
    _PICKED,
    """
select message_id, claimed.webhook_id, subject, body, tries, attempts, created_at, picked.url,
       picked.secret, picked.former_secret, picked.former_until, taken_over
from claimed join picked using (message_id)
""",
)
_ATTEMPT: Final = """
insert into webhook_attempt (message_id, attempt, at, duration_ms, outcome, status, answer)
select made.* from unnest($1::uuid[], $2::integer[], $3::timestamptz[], $4::integer[], $5::text[],
                          $6::smallint[], $7::text[])
    as made (message_id, attempt, at, duration_ms, outcome, status, answer)
join webhook_message using (message_id)
on conflict do nothing
"""
_WAITING: Final = """
select count(*) as messages,
       min(m.due_at) filter (where m.state = 'due' and w.failing_since is null) as oldest
from webhook w join webhook_message m using (webhook_id)
where w.state = 'enabled' and m.state in ('waiting', 'due', 'sending')
"""


@dataclass(frozen=True, slots=True)
class Due:
    """A message to send now. ``taken_over``: another sender died with it: it may have arrived."""

    message_id: UUID
    webhook_id: UUID
    subject: UUID
    body: bytes
    tries: int
    attempts: int
    created_at: datetime
    url: str
    secret: bytes
    former_secret: bytes | None
    former_until: datetime | None
    taken_over: bool


@dataclass(frozen=True, slots=True)
class Done:
    """An attempt that ended; ``duration_ms`` is in milliseconds."""

    due: Due
    attempted: Attempted
    following: Following
    at: datetime
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Queued:
    """``messages`` are the unfinished ones of enabled webhooks; ``oldest`` is since when the first
    one of a healthy webhook is due."""

    messages: int
    oldest: datetime | None


async def put(
    session: WriteSession, webhook: UUID, messages: Sequence[NewMessage], now: datetime
) -> None:
    driver = await session.driver()
    await driver.execute(
        _PUT,
        webhook,
        now,
        [one.message_id for one in messages],
        [one.number for one in messages],
        [one.type for one in messages],
        [one.subject for one in messages],
        [one.body for one in messages],
    )
    await lead(session, {(webhook, one.subject) for one in messages})


async def lead(session: WriteSession, lines: Iterable[tuple[UUID, UUID]]) -> None:
    """Make the first of each line due; a line is a webhook's messages about one thing."""
    ordered = sorted(set(lines))
    driver = await session.driver()
    await driver.execute(_LEAD, [one[0] for one in ordered], [one[1] for one in ordered])


async def claim(
    database: Database,
    now: datetime,
    until: datetime,
    busy: Mapping[UUID, int],
    *,
    of_each: int,
    limit: int,
) -> list[Due]:
    rows = await database.fetch(_CLAIM, now, until, list(busy), list(busy.values()), of_each, limit)
    return [Due(**row) for row in rows]


async def record(session: WriteSession, done: Sequence[Done], now: datetime) -> frozenset[UUID]:
    """Record these outcomes; return those that were still ours. Their webhooks must be locked."""
    settled = [
        Settled(one.due.message_id, one.due.attempts, one.following.state, one.following.due_at)
        for one in done
    ]
    ours = await _QUEUE.settle(session, settled, now)
    driver = await session.driver()
    await driver.execute(
        _ATTEMPT,
        [one.due.message_id for one in done],
        [one.due.attempts for one in done],
        [one.at for one in done],
        [one.duration_ms for one in done],
        [one.attempted.outcome for one in done],
        [one.attempted.status for one in done],
        [one.attempted.answer for one in done],
    )
    finished = [one for one in done if one.following.due_at is None]
    await lead(session, {(one.due.webhook_id, one.due.subject) for one in finished})
    return ours


async def queued(session: ReadSession) -> Queued:
    row = await session.fetchrow(_WAITING)
    return Queued(row["messages"], row["oldest"]) if row else Queued(0, None)
