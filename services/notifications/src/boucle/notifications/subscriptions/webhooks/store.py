"""Store webhooks and their places in the feed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, tuple_
from sqlmodel import col, select

from boucle.notifications.subscriptions.webhooks.decisions import NOTICES, Reason, WebhookHealth
from boucle.notifications.subscriptions.webhooks.tables import WebhookRow
from boucle.platform.db import ReadSession, Session, WriteSession
from boucle.platform.paging import PageRequest

_PLACE: Final = tuple_(WebhookRow.created_at, WebhookRow.webhook_id)
_LOCK: Final = (
    select(WebhookRow).where(WebhookRow.webhook_id == bindparam("webhook_id")).with_for_update()
)
_ENABLED: Final = (
    select(WebhookRow)
    .where(WebhookRow.state == "enabled")
    .where(col(WebhookRow.position) < bindparam("number"))
    .order_by(col(WebhookRow.webhook_id))
)
_NOTICES: Final = (
    select(WebhookRow)
    .where(col(WebhookRow.notice_at) <= bindparam("now"))
    .order_by(col(WebhookRow.notice_at))
    .limit(20)
)
_COUNT: Final = "select count(*) from webhook where client_id = $1"
_DELETE: Final = "delete from webhook where webhook_id = $1"
# Another process that moved or disabled it meanwhile wins: nothing is queued then.
_ADVANCE: Final = """
update webhook set position = $3 where webhook_id = $1 and position = $2 and state = 'enabled'
returning true
"""
_MOVE_BY: Final = """
update webhook set position = $2
from unnest($1::uuid[], $3::bigint[]) as looked (webhook_id, position)
where webhook.webhook_id = looked.webhook_id and webhook.position = looked.position
  and state = 'enabled'
"""
_LOCK_STANDINGS: Final = """
select webhook_id, state, reason, failing_since, not_before from webhook
where webhook_id = any($1) order by webhook_id for update
"""
_STAND: Final = """
update webhook set state = $2, reason = $3, failing_since = $4, not_before = $5, notices = $6,
                   notice_at = $7, version = version + 1, updated_at = $8
where webhook_id = $1
"""
_NOTICED: Final = """
update webhook set notices = array_remove(notices, $2),
                   notice_at = case when cardinality(array_remove(notices, $2)) > 0
                               then notice_at end
where webhook_id = $1
"""
_NOTICE_LATER: Final = "update webhook set notice_at = $2 where webhook_id = $1"


async def find(session: Session, webhook: UUID) -> WebhookRow | None:
    return await session.get(WebhookRow, webhook)


async def lock(session: WriteSession, webhook: UUID) -> WebhookRow | None:
    return await session.first(_LOCK, webhook_id=webhook)


async def count_of(session: Session, client_id: str) -> int:
    found: int = await session.fetchval(_COUNT, client_id)
    return found


async def page(
    session: ReadSession,
    client_id: str,
    request: PageRequest,
    after: tuple[object, UUID] | None,
) -> Sequence[WebhookRow]:
    query = select(WebhookRow).where(WebhookRow.client_id == client_id)
    query = query.order_by(_PLACE).limit(request.limit + 1)
    if request.updated_after is not None:
        query = query.where(col(WebhookRow.created_at) >= request.updated_after)
    if after is not None:
        query = query.where(after < _PLACE)
    return await session.all(query)


async def delete(session: WriteSession, webhook: UUID) -> None:
    driver = await session.driver()
    await driver.execute(_DELETE, webhook)


# --- places in the feed --------------------------------------------------------------------------


async def behind(session: ReadSession, number: int) -> list[WebhookRow]:
    return await session.all(_ENABLED, number=number)


async def advance(session: WriteSession, webhook: UUID, before: int, number: int) -> bool:
    """Move it on, and lock it to the end of the transaction; return False if another process
    did."""
    return bool(await session.fetchval(_ADVANCE, webhook, before, number))


async def skip_changes(session: WriteSession, examined: Mapping[UUID, int], number: int) -> None:
    """Move these past changes that are not for them."""
    ordered = sorted(examined)
    driver = await session.driver()
    await driver.execute(_MOVE_BY, ordered, number, [examined[one] for one in ordered])


# --- health --------------------------------------------------------------------------------------


async def lock_health(
    session: WriteSession, webhooks: Collection[UUID]
) -> dict[UUID, WebhookHealth]:
    """Lock these to the end of the transaction; a deleted one is absent."""
    rows = await session.fetch(_LOCK_STANDINGS, sorted(webhooks))
    return {
        row["webhook_id"]: WebhookHealth(
            row["state"], row["reason"], row["failing_since"], row["not_before"]
        )
        for row in rows
    }


async def save_health(
    session: WriteSession, webhook: UUID, now: datetime, health: WebhookHealth
) -> None:
    notices = list(NOTICES[health.reason]) if health.reason else []
    driver = await session.driver()
    await driver.execute(
        _STAND,
        webhook,
        health.state,
        health.reason,
        health.failing_since,
        health.not_before,
        notices,
        now if notices else None,
        now,
    )


async def disable(session: WriteSession, webhook: UUID, reason: Reason, now: datetime) -> None:
    await save_health(session, webhook, now, WebhookHealth("disabled", reason))


async def to_notice(session: ReadSession, now: datetime) -> list[WebhookRow]:
    return await session.all(_NOTICES, now=now)


async def noticed(session: WriteSession, webhook: UUID, addressee: str) -> None:
    driver = await session.driver()
    await driver.execute(_NOTICED, webhook, addressee)


async def notice_later(
    session: WriteSession, webhook: UUID, now: datetime, wait: timedelta
) -> None:
    driver = await session.driver()
    await driver.execute(_NOTICE_LATER, webhook, now + wait)
