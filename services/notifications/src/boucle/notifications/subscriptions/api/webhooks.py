"""Serve webhooks over HTTP, to each principal its own."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends, Path, Query, Response

from boucle.notifications.subscriptions.api.resources import Res
from boucle.notifications.subscriptions.api.schemas import (
    DeliveryOut,
    ReplayIn,
    ReplayOut,
    WebhookEnabled,
    WebhookIn,
    WebhookMade,
    WebhookOut,
)
from boucle.notifications.subscriptions.webhooks import log, store, use_cases
from boucle.notifications.subscriptions.webhooks.decisions import DeliveryState
from boucle.notifications.subscriptions.webhooks.messages import message_of
from boucle.notifications.subscriptions.webhooks.use_cases import Webhooks, own, own_locked
from boucle.platform.errors import not_found
from boucle.platform.http import (
    AnyOf,
    GuardedRouter,
    MergePatch,
    OnVersion,
    Page,
    Paging,
    Reading,
    page_of,
    patch_of,
    patched,
    require,
)
from boucle.platform.idempotency import Once, made_at
from boucle.platform.identity import Principal
from boucle.platform.paging import Cursor, PageRequest

router = GuardedRouter(prefix="/v1", tags=["webhooks"])

Owner = Annotated[Principal, Depends(require("company", "tool", "animator", "operator"))]
Message = Annotated[str, Path(max_length=100, description="Its `webhook-id`.")]
_EXAMPLE: Final[dict[str, object]] = {"types": ["synergy"]}


async def _webhooks(resources: Res) -> Webhooks:
    webhooks: Webhooks = resources.state.webhooks
    return webhooks


TheWebhooks = Annotated[Webhooks, Depends(_webhooks)]


@router.post("/webhooks", status_code=201)
async def create_webhook(
    resources: Res,
    webhooks: TheWebhooks,
    principal: Owner,
    body: WebhookIn,
    once: Once,
    response: Response,
) -> WebhookMade:
    """An address that is sent what changes from now on. ``secret`` is shown this once: the same
    ``Idempotency-Key`` again makes no other, 409 names it."""
    async with resources.database.write() as session:
        row, secret = await once.shown_once(
            session,
            lambda: webhooks.make(session, principal, body.draft()),
            lambda made: made[0].webhook_id,
        )
    response.headers.update(made_at(f"/v1/webhooks/{row.webhook_id}", row.version))
    return WebhookMade.of(row, webhooks.sealer, secret=secret)


@router.get("/webhooks")
async def list_webhooks(
    resources: Res, webhooks: TheWebhooks, principal: Owner, paging: Paging
) -> Page[WebhookOut]:
    """Yours, in order of creation; never a secret."""
    async with resources.database.read() as session:
        rows = await store.page(session, principal.client_id, paging, paging.last_row())
    return page_of(
        rows,
        paging,
        place=lambda row: (row.created_at, row.webhook_id),
        show=lambda row: WebhookOut.of(row, webhooks.sealer),
    )


@router.get("/webhooks/{webhook_id}")
async def read_webhook(
    resources: Res, webhooks: TheWebhooks, principal: Owner, webhook_id: UUID, reading: Reading
) -> WebhookOut:
    """One of yours."""
    async with resources.database.read() as session:
        row = await own(session, principal, webhook_id)
    reading.set_etag(row.version)
    return WebhookOut.of(row, webhooks.sealer)


@router.patch("/webhooks/{webhook_id}", openapi_extra=patch_of(WebhookIn, _EXAMPLE))
async def change_webhook(
    resources: Res,
    webhooks: TheWebhooks,
    principal: Owner,
    webhook_id: UUID,
    patch: MergePatch,
    condition: OnVersion,
) -> WebhookOut:
    """What is queued already leaves with the body that it has, for the new address."""
    async with resources.database.write() as session:
        row = await own_locked(session, principal, webhook_id)
        condition.ensure(row.version)
        present = WebhookIn.present(row, webhooks.sealer)
        await webhooks.change(session, row, patched(WebhookIn, present, patch).draft())
    return WebhookOut.of(row, webhooks.sealer)


@router.delete("/webhooks/{webhook_id}", status_code=204)
async def delete_webhook(
    resources: Res, principal: Owner, webhook_id: UUID, condition: OnVersion
) -> None:
    """With all that is queued for it, and its log."""
    async with resources.database.write() as session:
        row = await own_locked(session, principal, webhook_id)
        condition.ensure(row.version)
        await store.delete(session, webhook_id)


@router.post("/webhooks/{webhook_id}/secret")
async def rotate_webhook_secret(
    resources: Res, webhooks: TheWebhooks, principal: Owner, webhook_id: UUID, once: Once
) -> WebhookMade:
    """A new secret, shown this once: the same ``Idempotency-Key`` again makes no other, 409. For a
    day, messages are signed with the old one too."""
    async with resources.database.write() as session:
        row = await own_locked(session, principal, webhook_id)
        secret = await once.shown_once(
            session, lambda: webhooks.rotate(session, row), lambda _: webhook_id
        )
    return WebhookMade.of(row, webhooks.sealer, secret=secret)


@router.post("/webhooks/{webhook_id}/enable")
async def enable_webhook(
    resources: Res, webhooks: TheWebhooks, principal: Owner, webhook_id: UUID
) -> WebhookEnabled:
    """Go on from where it stopped, with what was given up since it began to fail. ``missed``: what
    is older than what is kept, if something is."""
    async with resources.database.write() as session:
        row = await own_locked(session, principal, webhook_id)
        lost = await webhooks.enable(session, row)
    return WebhookEnabled.after(row, webhooks.sealer, lost=lost)


@router.post("/webhooks/{webhook_id}/test", status_code=202)
async def test_webhook(
    resources: Res, webhooks: TheWebhooks, principal: Owner, webhook_id: UUID
) -> DeliveryOut:
    """Send it a ``webhook.test``; read what came of it among its deliveries."""
    async with resources.database.write() as session:
        row = await own_locked(session, principal, webhook_id)
        return DeliveryOut.of(await webhooks.test(session, row))


@router.get("/webhooks/{webhook_id}/deliveries")
async def list_deliveries(
    resources: Res,
    principal: Owner,
    webhook_id: UUID,
    state: AnyOf[DeliveryState] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[
        str | None, Query(max_length=1000, description="The `next` of the previous page.")
    ] = None,
) -> Page[DeliveryOut]:
    """What was sent to it, the newest first, with every attempt and the beginning of its answer;
    kept as long as changes are."""
    paging = PageRequest(limit, None if cursor is None else Cursor.decode(cursor), None)
    async with resources.database.read() as session:
        await own(session, principal, webhook_id)
        rows = await log.page(session, webhook_id, state, paging.last_row(), limit)
    return page_of(
        rows,
        paging,
        place=lambda one: (one.message.created_at, one.message.message_id),
        show=DeliveryOut.of,
    )


@router.post("/webhooks/{webhook_id}/deliveries/{message_id}/replay", status_code=202)
async def replay_delivery(
    resources: Res, principal: Owner, webhook_id: UUID, message_id: Message
) -> DeliveryOut:
    """Send it again, with the same id and body; one that waits for its next try, now."""
    async with resources.database.write() as session:
        row = await own_locked(session, principal, webhook_id)
        message, now = message_of(message_id), resources.clock()
        if message is None:
            raise not_found("delivery", message_id)
        return DeliveryOut.of(await use_cases.send_again(session, row, message, now))


@router.post("/webhooks/{webhook_id}/replay", status_code=202)
async def replay_deliveries(
    resources: Res, principal: Owner, webhook_id: UUID, body: ReplayIn
) -> ReplayOut:
    """Send again all that was queued since then and is delivered or given up, with the same ids and
    bodies."""
    async with resources.database.write() as session:
        row = await own_locked(session, principal, webhook_id)
        use_cases.ensure_enabled(row)
        count = await log.replay(session, webhook_id, resources.clock(), since=body.since)
    return ReplayOut(queued=count)
