"""Introductions over HTTP."""

from datetime import UTC, datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from boucle.common.errors import invalid_field
from boucle.common.http import require
from boucle.common.http.fields import Siren
from boucle.common.http.paging import Page, Paging, page_of
from boucle.common.identity import Principal
from boucle.common.paging import PageRequest
from boucle.notifications.api import views
from boucle.notifications.api.schemas import IntroductionOut, StateFilter
from boucle.notifications.introductions import listed
from boucle.notifications.introductions.listed import Filters
from boucle.notifications.mails import store as mails
from boucle.notifications.resources import Res

_START: Final = (datetime(1970, 1, 1, tzinfo=UTC), UUID(int=0))

Reader = Annotated[Principal, Depends(require("company", "animator", "operator"))]

router = APIRouter(prefix="/v1")


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
    company sees those of which its own mail left; `territory`: of its own side."""
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
