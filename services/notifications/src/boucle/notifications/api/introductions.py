"""Serve introductions over HTTP."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Response

from boucle.notifications.api import views
from boucle.notifications.api.schemas import IntroductionOut
from boucle.notifications.introductions import listing
from boucle.notifications.introductions.decisions import IntroductionState
from boucle.notifications.introductions.listing import Filters
from boucle.notifications.mails import store as mails
from boucle.notifications.resources import Res
from boucle.platform.errors import not_found
from boucle.platform.http import (
    AnyOf,
    GuardedRouter,
    Page,
    Reading,
    Selection,
    Siren,
    followed,
    page_of,
    require,
    selection,
    sorted_by,
)
from boucle.platform.identity import Principal
from boucle.platform.paging import BY_CHANGE, PageRequest, both_ways

router = GuardedRouter(prefix="/v1", tags=["introductions"])


async def _reader(
    resources: Res,
    principal: Annotated[Principal, Depends(require("company", "tool", "animator", "operator"))],
) -> Principal:
    """Let a tool read as the companies that authorised it."""
    if principal.role != "tool":
        return principal
    async with resources.database.read() as session:
        granted = await resources.state.granted_to(session, principal.client_id)
    return replace(principal, role="company", organisations=granted)


Reader = Annotated[Principal, Depends(_reader)]
OfIntroductions = Annotated[Selection, selection(IntroductionOut, "introduction_id")]


@router.get("/introductions", response_model=Page[IntroductionOut], **followed("introduction"))
async def list_introductions(
    resources: Res,
    principal: Reader,
    paging: Annotated[PageRequest, sorted_by(*both_ways(BY_CHANGE))],
    chosen: OfIntroductions,
    territory: AnyOf[Siren] = None,
    synergy_id: AnyOf[UUID] = None,
    state: AnyOf[IntroductionState] = None,
) -> Response:
    """Introductions, in order of change; another company's side is masked until both consented. A
    company sees those of which its own mail left, a tool those of the companies that let it act;
    `territory`: of its own side."""
    filters = Filters(territory, synergy_id, state, paging.updated_after)
    async with resources.database.read() as session:
        rows = await listing.page(
            session, principal, filters, paging.last_row(), paging.limit + 1, paging.sort
        )
        posted = await mails.of_introductions(session, [one.record.introduction_id for one in rows])
    page = page_of(
        rows,
        paging,
        place=lambda stored: (stored.updated_at, stored.record.introduction_id),
        show=lambda stored: views.introduction(
            stored, posted.get(stored.record.introduction_id, ()), principal
        ),
    )
    return chosen.page(page)


@router.get("/introductions/{introduction_id}", response_model=IntroductionOut)
async def read_introduction(
    resources: Res,
    principal: Reader,
    introduction_id: UUID,
    reading: Reading,
    chosen: OfIntroductions,
) -> Response:
    """One introduction, as the list shows it."""
    filters = Filters(introduction_id=introduction_id)
    async with resources.database.read() as session:
        rows = await listing.page(session, principal, filters, None, 1)
        posted = await mails.of_introductions(session, [introduction_id])
    if not rows:
        raise not_found("introduction", introduction_id)
    out = views.introduction(rows[0], posted.get(introduction_id, ()), principal)
    return chosen.one(out, reading)
