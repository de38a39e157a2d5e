"""Introductions over HTTP."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from boucle.common.errors import invalid_field, not_found
from boucle.common.http import require
from boucle.common.http.fields import Siren
from boucle.common.http.paging import Page, Paging, page_of
from boucle.common.identity import Principal
from boucle.common.paging import PageRequest
from boucle.notifications.api import views
from boucle.notifications.api.schemas import IntroductionOut, StateFilter
from boucle.notifications.feeds import store as feeds
from boucle.notifications.introductions import listed
from boucle.notifications.introductions.listed import Filters
from boucle.notifications.mails import store as mails
from boucle.notifications.resources import Res

_START: Final = (datetime(1970, 1, 1, tzinfo=UTC), UUID(int=0))

router = APIRouter(prefix="/v1", tags=["introductions"])


async def _reader(
    resources: Res,
    principal: Annotated[Principal, Depends(require("company", "tool", "animator", "operator"))],
) -> Principal:
    """A tool reads as the companies that let it act for them."""
    if principal.role != "tool":
        return principal
    async with resources.database.read() as session:
        granted = await feeds.granted_to(session, principal.client_id)
    return replace(principal, role="company", organisations=granted)


Reader = Annotated[Principal, Depends(_reader)]


@router.get("/introductions")
async def list_introductions(
    resources: Res,
    principal: Reader,
    paging: Paging,
    territory: Annotated[Siren | None, Query()] = None,
    synergy_id: UUID | None = None,
    state: StateFilter | None = None,
) -> Page[IntroductionOut]:
    """Introductions, in order of change; another company's side is masked until both consented. A
    company sees those of which its own mail left, a tool those of the companies that let it act;
    `territory`: of its own side."""
    filters = Filters(territory, synergy_id, state, paging.updated_after)
    async with resources.database.read() as session:
        rows = await listed.page(session, principal, filters, after(paging), paging.limit + 1)
        posted = await mails.of_introductions(session, [one.record.introduction_id for one in rows])
    return page_of(
        rows,
        paging,
        place=lambda kept: (kept.updated_at, kept.record.introduction_id),
        show=lambda kept: views.introduction(
            kept, posted.get(kept.record.introduction_id, ()), principal
        ),
    )


@router.get("/introductions/{introduction_id}")
async def read_introduction(
    resources: Res, principal: Reader, introduction_id: UUID
) -> IntroductionOut:
    """One introduction, as the list shows it."""
    filters = Filters(introduction_id=introduction_id)
    async with resources.database.read() as session:
        rows = await listed.page(session, principal, filters, _START, 1)
        posted = await mails.of_introductions(session, [introduction_id])
    if not rows:
        raise not_found("introduction", introduction_id)
    return views.introduction(rows[0], posted.get(introduction_id, ()), principal)


def after(paging: PageRequest) -> tuple[datetime, UUID]:
    """The last row of the page before."""
    if paging.after is None:
        return _START
    try:
        return paging.after.updated_at, UUID(paging.after.id)
    except ValueError as error:
        raise invalid_field(
            "query.cursor", paging.after.id, "not a cursor", "the `next` of the previous page"
        ) from error
