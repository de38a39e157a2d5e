"""Serve the feed: a page after a cursor, waited for if wished, or a stream of events."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends, Header, Query, Request, Response
from msgspec.structs import asdict
from pydantic import BaseModel, Field
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.types import Receive, Scope, Send

from boucle.notifications.subscriptions.api.resources import Res, SubscriptionsResources
from boucle.notifications.subscriptions.api.schemas import ChangePattern
from boucle.notifications.subscriptions.feeds import use_cases
from boucle.notifications.subscriptions.feeds.cursors import Seal
from boucle.notifications.subscriptions.feeds.decisions import FeedEntry, item_of
from boucle.notifications.subscriptions.feeds.facts import ChangeType, What, selected
from boucle.notifications.subscriptions.feeds.use_cases import FeedStep, Follower
from boucle.platform.errors import DomainError
from boucle.platform.http import GuardedRouter, Problem, held_open, require, still_authenticated
from boucle.platform.identity import Principal

_STREAMED_S: Final = 600
"""A stream ends after so long, or with its token; the follower reopens it where it was."""
_BEAT_S: Final = 15
_AT_ONCE: Final = 200
_STREAM: Final = "text/event-stream"

router = GuardedRouter(prefix="/v1", tags=["changes"])

After = Annotated[
    str | None,
    Query(
        max_length=1000,
        description="The `next` of your last answer. Without it: no items, and a cursor to begin "
        "with. Read the lists whole after that, then follow it.",
    ),
]
Types = Annotated[
    list[ChangePattern] | None,
    Query(
        description="Only these: a type (`synergy`), a change (`synergy.running`) or a pattern of "
        "either (`meeting.*`, `*.withdrawn`); repeated, any of them.",
        max_length=20,
    ),
]


class ChangeOut(BaseModel):
    """That a thing is another version now. Read it at ``href``: what answers 404 is not yours any
    more. ``grant``: ``id`` is the organisation for which you may act from now on (``given``) or no
    more (``taken``)."""

    type: ChangeType
    id: UUID
    version: int
    change: What
    at: datetime = Field(description="When it happened.")
    href: str
    cursor: str = Field(description="The place behind this change.")


class ChangesOut(BaseModel):
    """``more``: ask again at once. An answer may hold no items and have more behind it."""

    items: list[ChangeOut]
    next: str
    more: bool


async def _follower(
    principal: Annotated[Principal, Depends(require("company", "tool", "animator", "operator"))],
    types: Types = None,
) -> Follower:
    return Follower(principal, selected(types) if types else None)


TheFollower = Annotated[Follower, Depends(_follower)]


@router.get(
    "/changes",
    response_model=ChangesOut,
    responses={200: {"content": {_STREAM: {"schema": {"type": "string"}}}}},
)
async def read_changes(
    request: Request,
    resources: Res,
    follower: TheFollower,
    after: After = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
    wait: Annotated[
        int, Query(ge=0, le=30, description="Seconds to wait for a change, if there is none yet.")
    ] = 0,
    last_event_id: Annotated[
        str | None, Header(max_length=1000, description="Of a stream: goes before `after`.")
    ] = None,
) -> ChangesOut | Response:
    """What changed since, in order, each change once: kept for 30 days, 410 beyond.

    With ``Accept: text/event-stream`` the same as server-sent events: ``id`` is the cursor,
    ``event`` the type, ``data`` the change. An event ``cursor`` says how far the stream is where
    nothing was yours. It ends after ten minutes, or with your token: open it again with
    ``Last-Event-ID``.
    """
    view = await _view(request, resources, follower)
    if _STREAM in request.headers.get("accept", ""):
        field = "query.after" if last_event_id is None else "header.last-event-id"
        first = await view.read(field, last_event_id or after, _AT_ONCE, 0)
        return _Stream(view, first)
    with held_open(request, follower.principal) if wait else nullcontext():
        step = await view.read("query.after", after, limit, wait)
    return ChangesOut(
        items=[view.change_out(entry) for entry in step.entries],
        next=view.cursor(step.number),
        more=step.more,
    )


@dataclass(frozen=True, slots=True)
class _View:
    """The feed as one follower reads it."""

    request: Request
    resources: SubscriptionsResources
    follower: Follower
    seal: Seal

    async def read(self, field: str, after: str | None, limit: int, wait: int) -> FeedStep:
        if after is None:
            return await use_cases.beginning(self.resources.database)
        number = self.seal.number(self.follower.principal.client_id, after, field)
        return await self.read_on(number, limit, wait)

    async def read_on(self, number: int, limit: int, wait: int) -> FeedStep:
        return await use_cases.read(
            self.resources.database,
            self.resources.state.latest_feed,
            self.follower,
            number,
            limit=limit,
            wait_s=wait,
            stop=self.resources.stop,
            ensure_authenticated=partial(still_authenticated, self.request),
        )

    def cursor(self, number: int) -> str:
        return self.seal.cursor(self.follower.principal.client_id, number)

    def change_out(self, entry: FeedEntry) -> ChangeOut:
        return ChangeOut(**asdict(item_of(entry)), cursor=self.cursor(entry.number))


class _Stream(EventSourceResponse):
    """Counts among what its follower holds open until it ends, however it ends."""

    def __init__(self, view: _View, first: FeedStep) -> None:
        super().__init__(_events(view, first), ping=_BEAT_S)
        self._view = view

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with held_open(self._view.request, self._view.follower.principal):
            await super().__call__(scope, receive, send)


async def _view(request: Request, resources: SubscriptionsResources, follower: Follower) -> _View:
    seal = await use_cases.seal_of(resources.state.latest_feed)
    return _View(request, resources, follower, seal)


async def _events(view: _View, step: FeedStep) -> AsyncIterator[ServerSentEvent]:
    loop = asyncio.get_running_loop()
    until = loop.time() + _STREAMED_S
    while True:
        for entry in step.entries:
            change = view.change_out(entry)
            yield ServerSentEvent(change.model_dump_json(), event=entry.type, id=change.cursor)
        if not step.entries:
            yield ServerSentEvent("", event="cursor", id=view.cursor(step.number))
        over = view.resources.stop.is_set() or loop.time() >= until
        if over or await view.request.is_disconnected():
            return
        try:
            step = await view.read_on(step.number, _AT_ONCE, _BEAT_S)
        except (DomainError, Problem):
            return  # reopened, it says why
