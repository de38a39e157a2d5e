"""Read the delivery log: messages with their attempts, replay, and retention."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import any_, bindparam, tuple_
from sqlmodel import col, select

from boucle.notifications.subscriptions.webhooks import queue
from boucle.notifications.subscriptions.webhooks.decisions import DeliveryState
from boucle.notifications.subscriptions.webhooks.tables import AttemptRow, MessageRow
from boucle.platform.clock import Clock
from boucle.platform.db import Database, Session, WriteSession
from boucle.platform.periodic import Periodic

_PLACE: Final = tuple_(MessageRow.created_at, MessageRow.message_id)
_ATTEMPTS: Final = (
    select(AttemptRow)
    .where(col(AttemptRow.message_id) == any_(bindparam("messages")))
    .order_by(col(AttemptRow.message_id), col(AttemptRow.attempt))
)
_FINISHED: Final = "('delivered', 'failed')"
# Unfinished messages will be sent anyway; of these lines, the earliest goes first again.
_AGAIN: Final = f"""
with chosen as (
    update webhook_message set state = 'waiting', due_at = $2, tries = 0, finished_at = null
    where webhook_id = $1 and state in {_FINISHED}
      and ($3::uuid is null or message_id = $3)
      and ($4::timestamptz is null or created_at >= $4)
      and ($5::timestamptz is null or (state = 'failed' and finished_at >= $5))
    returning subject
)
select subject, count(*) as messages from chosen group by subject
"""
_BACK_IN_LINE: Final = """
update webhook_message set state = 'waiting'
where webhook_id = $1 and subject = any($2) and state = 'due'
"""
_AT_ONCE: Final = """
update webhook_message set due_at = $2, tries = 0
where webhook_id = $1 and state = 'due' and due_at > $2
  and ($3::uuid is null or message_id = $3)
"""
_FORGET: Final = """
delete from webhook_message where message_id in (
    select message_id from webhook_message where created_at < $1 order by created_at limit $2
)
returning webhook_id, subject
"""
_FORGOTTEN_AT_ONCE: Final = 5000
_EVERY_S: Final = 600.0


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message and its attempts, in order."""

    message: MessageRow
    attempts: Sequence[AttemptRow]


async def page(
    session: Session,
    webhook: UUID,
    states: Collection[DeliveryState] | None,
    after: tuple[object, UUID] | None,
    limit: int,
) -> list[Delivery]:
    """Return the newest first; one more than the limit, if there is."""
    query = select(MessageRow).where(MessageRow.webhook_id == webhook)
    query = query.order_by(
        col(MessageRow.created_at).desc(), col(MessageRow.message_id).desc()
    ).limit(limit + 1)
    if states is not None:
        query = query.where(col(MessageRow.state) == any_(bindparam("states")))
    if after is not None:
        query = query.where(after > _PLACE)
    rows = await session.all(query, states=states)
    tried = await _attempts(session, [one.message_id for one in rows])
    return [Delivery(one, tried.get(one.message_id, ())) for one in rows]


async def find(session: Session, webhook: UUID, message: UUID) -> Delivery | None:
    row = await session.get(MessageRow, message)
    if row is None or row.webhook_id != webhook:
        return None
    return Delivery(row, (await _attempts(session, [message])).get(message, ()))


async def _attempts(
    session: Session, messages: Collection[UUID]
) -> Mapping[UUID, Sequence[AttemptRow]]:
    found: defaultdict[UUID, list[AttemptRow]] = defaultdict(list)
    for row in await session.all(_ATTEMPTS, messages=list(messages)):
        found[row.message_id].append(row)
    return found


async def replay(
    session: WriteSession,
    webhook: UUID,
    now: datetime,
    *,
    message: UUID | None = None,
    since: datetime | None = None,
    failed_since: datetime | None = None,
) -> int:
    """Queue finished messages again, with the same ids and bodies, in the order of each thing;
    return how many. The webhook's row must be locked. A message under way is left alone."""
    rows = await session.fetch(_AGAIN, webhook, now, message, since, failed_since)
    subjects = [row["subject"] for row in rows]
    driver = await session.driver()
    await driver.execute(_BACK_IN_LINE, webhook, subjects)
    await queue.lead(session, {(webhook, one) for one in subjects})
    return sum(row["messages"] for row in rows)


async def hasten(
    session: WriteSession, webhook: UUID, now: datetime, message: UUID | None = None
) -> None:
    """Make retries, or that message alone, due now, with the full number of tries."""
    driver = await session.driver()
    await driver.execute(_AT_ONCE, webhook, now, message)


def forgetting(database: Database, clock: Clock, days: int) -> Periodic:
    """Delete messages and their attempts after so many days, as changes are."""

    async def forget() -> int:
        async with database.write() as session:
            before = clock() - timedelta(days=days)
            deleted = await session.fetch(_FORGET, before, _FORGOTTEN_AT_ONCE)
            # One that was never delivered has others behind it.
            await queue.lead(session, {(row["webhook_id"], row["subject"]) for row in deleted})
        return len(deleted)

    return Periodic("webhook_retention", _EVERY_S, forget)
